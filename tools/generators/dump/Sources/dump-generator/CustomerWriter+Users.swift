/// Users with their phones, profiles and accounts.
extension CustomerWriter {
  /// Writes a user and all that is theirs.
  mutating func writeUser() throws(GeneratorError) {
    let sharesMail = random.chance(3) && personNumber > 0
    setPerson(keepingMail: sharesMail)
    if random.chance(4) { values[.mail].removeAll(keepingCapacity: true) }
    values[.devices].removeAll(keepingCapacity: true)
    values[.profiles].removeAll(keepingCapacity: true)
    let shared = latestDevice
    let phoneCount = phoneCount()
    try writePhones(count: phoneCount)
    // A few share a phone, as an assistant does with a manager.
    if random.chance(10) && !shared.isEmpty { appendDevice(shared) }
    // Who has no phone often logs in to those of others.
    try writeProfiles(abundance: phoneCount == 0 ? 3 : 1)
    // Now and then an association outlives its device.
    if random.chance(4) { appendDevice(Bytes("SEP00DEADBEEF00".utf8)) }
    try emit(.user)
    try writeAccounts()
    if random.chance(50) { try emit(.line) }
    if random.chance(5) { try writeUserAgain() }
  }

  /// A new person: name, user id, mail address, extension.
  mutating func setPerson(keepingMail: Bool = false) {
    personNumber += 1
    let first = random.pick(Words.firstNames)
    let last = random.pick(Words.lastNames)
    values.set(.firstName, first.shown)
    values.set(.lastName, last.shown)
    values.set(.directoryNumber) { $0.append(decimal: 100_000 + personNumber) }
    values.set(.userid) {
      $0.append(first.key[0])
      $0.append(contentsOf: last.key)
      $0.append(decimal: personNumber)
    }
    if keepingMail { return }
    let domain = values[.domain]
    values.set(.mail) {
      $0.append(contentsOf: first.key)
      $0.append(46)
      $0.append(contentsOf: last.key)
      $0.append(decimal: personNumber)
      $0.append(64)
      $0.append(contentsOf: domain)
    }
  }

  /// 1.3 on average: a fifth have none, half have one, three in a thousand have 11 to 35.
  private mutating func phoneCount() -> Int {
    switch random.below(1000) {
    case ..<215: 0
    case ..<690: 1
    case ..<895: 2
    case ..<968: 3
    case ..<990: random.within(4...6)
    case ..<997: random.within(7...10)
    default: random.within(11...35)
    }
  }

  private mutating func writeProfiles(abundance: Int) throws(GeneratorError) {
    if random.chance(abundance * plan.services.extensionMobility) {
      for number in 1...random.within(1...2) {
        let userid = values[.userid]
        values.set(.address) {
          $0.append(contentsOf: userid)
          $0.append(text: "-EM")
          $0.append(decimal: number)
        }
        let name = values[.address]
        values[.profiles].appendQuoted(name)
        // A profile may be named and not exist.
        if !random.chance(20) { try emit(.deviceProfile) }
      }
    }
    if random.chance(abundance * plan.services.singleNumberReach) {
      let userid = values[.userid]
      values.set(.address) {
        $0.append(text: "RDP-")
        $0.append(contentsOf: userid)
      }
      setAlias()
      try emit(.remoteDestinationProfile)
    }
  }

  /// The same user once more, shouted and with one more device.
  private mutating func writeUserAgain() throws(GeneratorError) {
    values[.userid].uppercase()
    values[.devices].removeAll(keepingCapacity: true)
    try writePhones(count: 1)
    try emit(.user)
  }

  /// Puts the user id into `alias`, one time in fifty in capitals, one in five hundred with a blank
  /// at its end.
  mutating func setAlias() {
    let userid = values[.userid]
    values.set(.alias, userid)
    vary(.alias)
  }

  /// The same for the mail address and `address`.
  mutating func setAddress() {
    let mail = values[.mail]
    values.set(.address, mail)
    vary(.address)
  }

  private mutating func vary(_ slot: Slot) {
    if random.chance(20) { values[slot].uppercase() }
    if random.chance(2) { values[slot].append(32) }
  }
}
