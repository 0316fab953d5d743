/// Makes small random dumps full of collisions, duplicates and odd cases, the same for the same seed.
public struct ProviderGenerator: Sendable {
  let seed: UInt64
  var options: GeneratorOptions
  var random: SplitMix64
  var tree = GeneratedTree()
  var records: [RawRecord] = []
  /// Models that the customer at hand has no records of.
  var absentModels: [String] = []

  /// A generator of the one dump that belongs to `seed` and `options`.
  public init(seed: UInt64, options: GeneratorOptions = GeneratorOptions()) {
    self.seed = seed
    self.options = options
    // A malformed record is to be the only reason for a refusal.
    if options.malformed != nil { self.options.canLackNodes = false }
    random = SplitMix64(seed: seed)
  }

  /// The dump.
  public static func dump(
    seed: UInt64, options: GeneratorOptions = GeneratorOptions()
  ) -> GeneratedDump {
    var generator = ProviderGenerator(seed: seed, options: options)
    return generator.generate()
  }

  /// Makes the dump.
  public mutating func generate() -> GeneratedDump {
    growTree()
    for customer in tree.customers { fill(customer) }
    for _ in 0..<random.below(8) { addUnknownType() }
    records = random.shuffled(records)
    var malformed: Int?
    if let kind = options.malformed {
      let index = random.below(records.count + 1)
      records.insert(malformedRecord(kind), at: index)
      malformed = index
    }
    return GeneratedDump(
      seed: seed, records: records, malformed: malformed, facts: randomFacts(),
      dateTime: random.pick(["2024-02-29 23:59", "1999-12-31 00:00", "2031-07-04 12:34"]))
  }

  private mutating func randomFacts() -> [JSONMember] {
    let keys = [
      "OrgID", "Platform ID", "hostname", "Provider Name", "Software Version", "Platform Version",
      "Deployment Mode", "License Token", "License Expiry", "Audit Version", "Unknown",
    ]
    var facts: [JSONMember] = []
    for key in random.shuffled(keys) where random.chance(80) {
      let values: [JSONTree] = [
        .null, .string(""), .number("21.40"), .number("1e3"), .string("a,b \"c\""),
        .string("..-hö st"), .string("x"), .string(String(repeating: "long", count: 30)),
      ]
      facts.append(JSONMember(key, random.pick(values)))
    }
    return facts
  }

  /// A record of a type that is skipped: nothing in it is checked, so nothing in it need be right.
  private mutating func addUnknownType() {
    let places: [RawRecord.Place] = [
      .absent, .path("no.such.node"), .hierarchy("ffffffffffffffffffffffff"), .path("sys"),
    ]
    records.append(
      RawRecord(
        random.pick(GeneratorWords.unknownTypes), random.pick(places),
        data: [
          JSONMember("name", .number("1")), JSONMember("ownerUserName", .array([.bool(true)])),
          JSONMember("userid", .string("user0")), JSONMember("mailid", .string("")),
        ]))
  }
}
