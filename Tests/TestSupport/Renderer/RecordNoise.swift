/// Adds to a record what a reader must overlook: unknown fields, and members that a later one of the
/// same key outdoes.
struct RecordNoise {
  var random: SplitMix64
  let debatable: Bool

  private static let strangers = [
    "Name", "names", "nam", "userid ", "USERID", "ownerUserName2", "mailId", "_value_1", "meta",
    "data", "model_type", "path", "pkid", "hierarchy", "resources", "pagination", "description",
    "lines", "", "é", "a\"b", "name\u{0}", "node type", "associatedDevice", "device",
  ]

  /// The members in another order, with strangers between and wrong values before right ones.
  mutating func disturbed(_ data: [JSONMember], _ model: String) -> [JSONMember] {
    let known = data.map { bytes($0.key) } + knownFields(model).map(bytes)
    var members = data
    let count = random.chance(2) ? 150 : random.below(6)
    for _ in 0..<count {
      var key = random.pick(Self.strangers)
      if random.chance(30) { key += String(random.below(1000)) }
      if known.contains(bytes(key)) { continue }
      // A key spelled like a field that no record has would stop the run.
      let isVariant = knownFields(model).contains { $0.lowercased() == key.lowercased() }
      if isVariant, !data.contains(where: { $0.key.lowercased() == key.lowercased() }) { continue }
      members.append(JSONMember(key, value(depth: random.chance(3) ? 30 : 3)))
    }
    return withRepetition(random.shuffled(members))
  }

  private func knownFields(_ model: String) -> [String] {
    let shape = RecordShape.of(model)
    return (shape?.texts ?? []) + (shape?.flags ?? [])
      + ["associatedDevices", "phoneProfiles", "AccountType", "SoftDeletionTimestamp"]
  }

  /// Puts wrong values of the right type before some members.
  mutating func withRepetition(_ members: [JSONMember]) -> [JSONMember] {
    var result = members
    for member in members where random.chance(4) {
      let key = bytes(member.key)
      guard let index = result.firstIndex(where: { bytes($0.key) == key }) else { continue }
      let wrong = JSONMember(member.key, wrongValue(member.value))
      result.insert(wrong, at: random.below(index + 1))
    }
    return result
  }

  private mutating func wrongValue(_ value: JSONTree) -> JSONTree {
    if debatable, random.chance(30) { return .number("1") }
    switch value {
    case .object: return random.pick([.object([]), .object([JSONMember("x", .number("1"))])])
    case .bool(let flag): return random.pick([.bool(!flag), .bool(flag)])
    case .string: return random.pick([.string("true"), .null])
    default: return .null
    }
  }

  /// Any value at most `depth` deep.
  mutating func value(depth: Int) -> JSONTree {
    let next = depth - 1
    if depth > 10 { return random.chance(50) ? .array([value(depth: next)]) : member(depth: next) }
    switch random.below(depth > 0 ? 9 : 6) {
    case 0: return .null
    case 1: return .bool(random.chance(50))
    case 2: return .number(random.pick(["0", "-0", "1.5e-7", "123456789012345678901", "1E+30"]))
    case 3: return .string(random.pick(["}", "]", "\\\"", "{\"name\":\"x\"}", "\u{1F600}\n", ""]))
    case 4: return .string(String(repeating: "lorem ", count: random.below(20)))
    case 5: return .string("SEP" + String(random.below(40)))
    case 6: return .array((0..<random.below(4)).map { _ in value(depth: next) })
    default: return member(depth: next)
    }
  }

  private mutating func member(depth: Int) -> JSONTree {
    .object([JSONMember(random.pick(Self.strangers + ["name", "value"]), value(depth: depth))])
  }
}
