/// Phones, owned and not.
extension CustomerWriter {
  /// Writes the phones of the current person and gathers their names in `devices`.
  mutating func writePhones(count: Int) throws(GeneratorError) {
    for number in 0..<count {
      let isDesk = number == 0 ? random.chance(780) : random.chance(300)
      setProduct(
        random.chance(30)
          ? random.pick(Product.rare)
          : Product.pick(isDesk ? Product.desk : Product.soft, using: &random), number: number)
      try writeOwned()
    }
    // A Spark remote device comes with other phones, or is all that a user has.
    if random.chance(plan.services.spark > 0 ? 40 : 0) {
      for number in 1...(random.chance(200) ? 2 : 1) {
        setProduct(Product.sparkRemote, number: number + 100)
        try writeOwned()
      }
    }
    if random.chance(5) {
      setProduct(random.pick(Product.analog), number: 0)
      try writeOwned()
    }
  }

  /// Phones of a site without an owner, or of somebody who has left.
  mutating func writeUnowned(userCount: Int) throws(GeneratorError) {
    setNobody()
    for _ in 0..<share(userCount, 60) {
      setProduct(Product.pick(Product.desk, using: &random), number: 0)
      if random.chance(150) { setLeaver() } else { setNoOwner() }
      try writePhone()
    }
    for _ in 0..<share(userCount, 15) {
      setProduct(random.pick(Product.analog), number: 0)
      setNoOwner()
      try writePhone()
    }
    for number in 0..<share(userCount, 12) {
      setProduct(Product.ctiPort, number: number + 1)
      setNoOwner()
      try writePhone()
    }
    for number in 0..<share(userCount, 8) {
      setProduct(random.chance(500) ? Product.template : Product.sparkRemote, number: number + 1)
      setNoOwner()
      try writePhone()
    }
    for _ in 0..<share(userCount, plan.services.phoneServer) {
      setHardwareName(prefix: Bytes("PS".utf8))
      try emit(.phoneServerPhone)
    }
  }

  /// So many thousandths of a number, the rest by chance.
  mutating func share(_ count: Int, _ perThousand: Int) -> Int {
    (count * perThousand + random.below(1000)) / 1000
  }

  /// Four in five are owned and associated, the others one of the two. A few records come twice.
  private mutating func writeOwned() throws(GeneratorError) {
    let way = random.below(10)
    if way == 0 { setNoOwner() } else { setOwner(values[.userid]) }
    if way != 1 { appendDevice(values[.device]) }
    try writePhone()
    latestDevice = values[.device]
    if random.chance(3) {
      setNoOwner()
      if random.chance(500) { values.set(.product, Bytes("Cisco 7821".utf8)) }
      try emit(.phone)
    }
  }

  /// Writes the current phone with one to three lines.
  private mutating func writePhone() throws(GeneratorError) {
    let lineCount = random.chance(800) ? 1 : random.within(2...3)
    let site = values[.site]
    values.set(.description) {
      $0.append(contentsOf: site)
      $0.append(text: random.chance(10) ? " \\\"spare\\\" desk" : " desk")
    }
    values[.lines].removeAll(keepingCapacity: true)
    var lines: Bytes = []
    for number in 0..<lineCount {
      if number > 0 { lines.append(44) }
      random.pick(templates.lines).append(to: &lines, values)
    }
    values.set(.lines, lines)
    try emit(.phone)
  }

  mutating func appendDevice(_ name: Bytes) { values[.devices].appendQuoted(name) }

  mutating func setProduct(_ product: Product, number: Int) {
    values.set(.product, product.name)
    values.set(.model, product.name)
    values.set(.signalling, product.signalling)
    values.set(.deviceClass, Bytes((random.chance(10) ? "" : "Phone").utf8))
    // An empty product leaves the model to speak; capitals mean the same.
    switch random.below(400) {
    case 0: values[.product].removeAll(keepingCapacity: true)
    case 1: values[.product].uppercase()
    default: break
    }
    if product.isHardware {
      setHardwareName(prefix: product.prefix)
    } else {
      setSoftwareName(prefix: product.prefix, number: number)
    }
  }

  private mutating func setSoftwareName(prefix: Bytes, number: Int) {
    let userid = values[.userid]
    values.set(.device) {
      $0.append(contentsOf: prefix)
      $0.append(contentsOf: userid)
      $0.uppercase()
      if number > 0 {
        $0.append(45)
        $0.append(decimal: number)
      }
    }
  }

  /// An odd factor makes every number a different address.
  private mutating func setHardwareName(prefix: Bytes) {
    hardwareNumber += 1
    values.set(.device) {
      $0.append(contentsOf: prefix)
      $0.append(hex: hardwareNumber &* 0x9E37_79B9_7F4B, digits: 12, uppercase: true)
    }
  }

  mutating func setNoOwner() {
    values.set(.owner, text: random.chance(800) ? "null" : random.chance(500) ? "\"\"" : "{}")
  }

  private mutating func setLeaver() {
    setOwner(Bytes("left\(hardwareNumber)".utf8))
  }

  /// The owner as a text or, one time in four, as a reference object.
  private mutating func setOwner(_ userid: Bytes) {
    let isReference = random.chance(250)
    var userid = userid
    if random.chance(20) { userid.uppercase() }
    values.set(.owner) {
      $0.append(text: isReference ? "{\"_value_1\":\"" : "\"")
      $0.append(contentsOf: userid)
      $0.append(text: isReference ? "\",\"uuid\":\"{5A0C}\"}" : "\"")
    }
  }

  /// Names for phones without an owner.
  private mutating func setNobody() {
    personNumber += 1
    values.set(.firstName, text: "Lobby")
    values.set(.lastName, values[.site])
    values.set(.directoryNumber) { $0.append(decimal: 900_000 + personNumber) }
    values.set(.userid) {
      $0.append(text: "site")
      $0.append(decimal: personNumber)
    }
  }
}
