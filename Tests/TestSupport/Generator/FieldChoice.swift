extension ProviderGenerator {
  /// A user id of the small space, as any record may write it.
  mutating func userID() -> String {
    spelled(random.pick(GeneratorWords.userStems) + number(random.below(8)))
  }

  /// A mail address of the small space; some are user ids as well.
  mutating func mail() -> String {
    if random.chance(20) { return userID() }
    return spelled(number(random.below(6)) + random.pick(GeneratorWords.mailStems))
  }

  /// A number as part of a key: 0 is nothing, so that bare stems occur.
  private func number(_ value: Int) -> String {
    value == 0 ? "" : String(value)
  }

  /// A key in one of its spellings: ASCII letters in any case, blanks at the ends.
  mutating func spelled(_ key: String) -> String {
    var result = bytes(key)
    if random.chance(35) {
      for index in result.indices where random.chance(40) {
        let isLetter = (0x61...0x7A).contains(result[index] | 0x20)
        if isLetter, result[index] < 0x80 { result[index] ^= 0x20 }
      }
    }
    if random.chance(8) { result.insert(0x20, at: 0) }
    if random.chance(8) { result.append(0x20) }
    return String(decoding: result, as: UTF8.self)
  }

  /// A product in one of its spellings: as a key, and with runs of blanks inside.
  mutating func spelledProduct(_ product: String) -> String {
    let text = spelled(product)
    guard random.chance(15), let blank = text.utf8.firstIndex(of: 0x20) else { return text }
    return text[..<blank] + "  " + text[blank...]
  }

  /// A field that holds `value`; an empty one in one of its forms.
  mutating func field(_ key: String, _ value: String) -> [JSONMember] {
    if !value.utf8.isEmpty { return [JSONMember(key, .string(value))] }
    switch random.below(4) {
    case 0: return []
    case 1: return [JSONMember(key, .null)]
    case 2: return [JSONMember(key, .string("  "))]
    default: return [JSONMember(key, .string(""))]
    }
  }

  /// A boolean field in one of its spellings, or empty.
  mutating func boolean(_ key: String) -> [JSONMember] {
    switch random.below(8) {
    case 0: return []
    case 1: return [JSONMember(key, random.pick([.null, .string("")]))]
    case 2: return [JSONMember(key, .bool(true))]
    case 3: return [JSONMember(key, .bool(false))]
    case 4, 5: return [JSONMember(key, .string(random.pick(GeneratorWords.no)))]
    default: return [JSONMember(key, .string(random.pick(GeneratorWords.yes)))]
    }
  }

  /// Adds a record of a counted model: mostly at a site of the customer, sometimes beside, sometimes
  /// above everything.
  mutating func add(
    _ model: String, _ data: [JSONMember], _ customer: GeneratedTree.Customer
  ) {
    if absentModels.contains(where: { bytes($0) == bytes(model) }) { return }
    let roll = random.below(100)
    var path = random.pick(customer.outside)
    if roll < 90, !customer.sites.isEmpty { path = random.pick(customer.sites) }
    if roll >= 97 { path = random.pick(customer.above + ["sys"]) }
    // `sys.hcs` is above a node only if a provider was put there; `sys` always is.
    let hasChild = tree.nodes.contains { bytes($0.path).starts(with: bytes(path + ".")) }
    if !tree.has(path), !hasChild { path = "sys" }
    let pkid = random.chance(50) ? randomPKID() : nil
    records.append(RawRecord(model, place(path), pkid: pkid, data: random.shuffled(data)))
  }
}
