import CensusModel
import Files
import Report
import TestSupport
import Testing

@testable import Auditing

/// A part is read as it was written, and a damaged one is refused.
@Suite struct PartFileTests {
  private static let golden = "Tests/Golden/parts"

  private func read(_ bytes: [UInt8]) throws(Failure) -> PartialResult {
    try PartFile(parsing: bytes, name: "t.part").result
  }

  private func expectCorrupt(_ bytes: [UInt8], _ what: String) {
    let failure = #expect(throws: Failure.self, "\(what)") { try read(bytes) }
    #expect(failure?.status == .corrupt, "\(what)")
  }

  /// The file with other text after its head, whose checksum is right.
  private func forged(_ bytes: [UInt8], _ old: String, _ new: String) throws -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let body = try #require(text.split(separator: "\n").last) + "\n"
    try #require(body.contains(old), "\(old)")
    let changed = body.replacing(old, with: new)
    return Array(
      """
      {"format": "ucensus-part", "version": 1, "sha256": "\(FileDigest.hexadecimal(of: Array(changed.utf8)))"}

      """.utf8) + Array(changed.utf8)
  }

  // MARK: Golden files

  /// Version 1 has no licensed persons: they are the users.
  @Test(arguments: ["north", "south"], [1, 2])
  func goldenFilesStayReadable(_ name: String, _ version: Int) throws {
    let directory = version == 1 ? Self.golden : "\(Self.golden)/v2"
    let bytes = try Repository.bytes("\(directory)/\(name).part")
    let part = try read(bytes)
    #expect(part.number == PartNumber(number: name == "north" ? 1 : 2, of: 2))
    #expect(PartFile.bytes(of: part, version: version) == bytes)
    let second = try Repository.bytes("\(Self.golden)/v2/\(name).part")
    #expect(PartFile.bytes(of: part) == second)
  }

  @Test(arguments: [["north", "south"], ["south", "north"], ["v2/north", "south"]])
  func goldenFilesMakeTheGoldenReports(_ names: [String]) throws {
    let workdir = try Workdir()
    var request = MergeRequest(
      parts: names.map { Repository.path("\(Self.golden)/\($0).part") },
      outputDirectory: workdir.path("reports"))
    request.rules = Repository.path("\(Self.golden)/rules.json")
    let outcome = try Merge.run(request)
    let files = try workdir.files(in: "reports")
    let stem = "vlf_Twin_____Telecom_twin.example"
    let stamp = "2026-03-31_2359.csv"
    #expect(
      try files["\(stem)_anonymous_\(stamp)"]
        == Repository.bytes("\(Self.golden)/expected/anonymous.csv"))
    #expect(
      try files["\(stem)_anonymous_breakdown_\(stamp)"]
        == Repository.bytes("\(Self.golden)/expected/breakdown.csv"))
    let totals: [(String, Int)] = [
      ("aboveEveryCustomer", 3), ("rejectedRecords", 2), ("new phone", 1), ("data/Other", 8),
      ("emptyKeys", 5), ("sites", 4),
    ]
    for (key, count) in totals { #expect(outcome.json.contains("\"\(key)\": \(count)"), "\(key)") }
  }

  // MARK: Damage

  @Test func refusesEveryFlippedBit() throws {
    let bytes = try Repository.bytes("\(Self.golden)/north.part")
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      expectCorrupt(damaged, "bit \(bit)")
    }
  }

  @Test func refusesEveryTruncationAndExtension() throws {
    let bytes = try Repository.bytes("\(Self.golden)/south.part")
    for count in 0..<bytes.count { expectCorrupt(Array(bytes.prefix(count)), "\(count) bytes") }
    for end in ["\n", " ", "\0", "{}\n"] { expectCorrupt(bytes + Array(end.utf8), "more") }
  }

  /// The checksum is right, but the program would not write it so.
  @Test(arguments: [
    ("\"part\": [2, 2]", "\"part\": [3, 2]"), ("\"part\": [2, 2]", "\"part\": [2, 2, 2]"),
    ("\"part\": [2, 2]", "\"part\": [02, 2]"), ("\"part\": [2, 2]", "\"part\": [2.0, 2]"),
    ("\"part\": [2, 2]", "\"part\": [2,2]"), ("\"part\": [2, 2], ", "\"part\": 2, "),
    ("\"program\"", "\"more\": 1, \"program\""), ("\"program\"", "\"Program\""),
    ("ffffffffffffffff", "FFFFFFFFFFFFFFFF"), ("ffffffffffffffff", "ffffffffffffffffff"),
    ("ffffffffffffffff", "+fffffffffffffff"), ("\"OrgID\"", "\"orgid\""),
    ("\"provider\": 0", "\"provider\": 1"), ("\"provider\": 0", "\"provider\": -1"),
    ("\"settings\": 2", "\"settings\": 4"), ("Bb00", "bb00"), ("Bb00", "Bg00"), ("Bb00", "B00"),
    ("0000000000000001\", \"0000000000000002", "0000000000000002\", \"0000000000000001"),
    ("0000000000000001\", \"0000000000000002", "0000000000000001\", \"0000000000000001"),
    ("\"totals\": [3, 2, 1, 1, 0, 0]", "\"totals\": [3, 2, 1, 1, 0]"),
    ("\"totals\": [3, 2, 1, 1, 0, 0]", "\"totals\": [3, 2, 1, 1, 0, -1]"),
    ("\"totals\": [3, 2, 1, 1, 0, 0]", "\"totals\": [3, 2, 1, 1, 0, 1099511627777]"),
    ("\"assigned\": [1, 0, 1, 0, 0]", "\"assigned\": [1, 0, 1, 0, 0, 0]"),
    ("[\"phone\", \"new phone\"]", "[\"Phone\", \"new phone\"]"),
    ("[\"phone\", \"new phone\"]", "[\"phone\", \"cti port\"]"),
    ("[\"phone\", \"new phone\"]", "[\"phone\", \"a\"]"),
    ("[[\"\", \"Twin \\\"é\\\" Telecom\"]]", "[[\"\", \"T\"], [\"\", \"T\"]]"),
    ("Twin \\\"é\\\"", "Twin \\\"\\u00e9\\\""), ("\"counters\": [2,", "\"counters\": [null,"),
  ])
  func refusesWhatOnlyLooksRight(_ old: String, _ new: String) throws {
    let bytes = try Repository.bytes("\(Self.golden)/south.part")
    #expect(throws: Never.self) { try read(forged(bytes, "new phone", "old phone")) }
    expectCorrupt(try forged(bytes, old, new), "\(old) -> \(new)")
  }

  @Test func namesAnotherVersion() throws {
    let bytes = try Repository.bytes("\(Self.golden)/south.part")
    let text = String(decoding: bytes, as: UTF8.self)
    let later = Array(text.replacing("\"version\": 1", with: "\"version\": 3").utf8)
    let failure = #expect(throws: Failure.self) { try read(later) }
    #expect(failure?.message.contains("version") == true)
    #expect(failure?.hint?.contains("newer") == true)
  }

  // MARK: Round trip

  /// Texts that have to be escaped, numbers at their limits, and names that are equal by letters but
  /// not by bytes.
  @Test func everythingComesBack() throws {
    var part = try read(Repository.bytes("\(Self.golden)/north.part"))
    part.number = nil
    let odd = "\u{301}\"\\\n\t\u{1}\u{7F}\u{9F}\u{2028}\u{1F4DE}"
    part.providers = [Provider(pkid: odd, name: "é"), Provider(pkid: "", name: "e\u{301}")]
    let providers = part.providers
    part.customers.change { customers in
      customers[0].provider = providers[0]
      customers[1].provider = providers[1]
      customers[0].sites = [0, 1, .max]
      customers[0].result.siteCount = 3
      customers[0].result.counts.columns[3] = 1 << 40
    }
    part.inputs[0].facts[.licenseToken] = odd
    part.inputs[0].recordDigest = .max
    part.inputs[0].files[0].listed.byteCount = .max
    part.inputs.append(CountedInput(name: "", columnFile: "x", facts: PlatformFacts()))
    part.deviceClasses = [.otherClass: .none, .product(""): .phone, .product(odd): .sparkRemote]
    part.findings.skippedModels = [odd: 1, "": 2]
    part.findings.incompleteModels = [
      .init(model: odd, readCount: 0, expectedCount: 1 << 40),
      .init(model: "a", readCount: 1, expectedCount: 2),
    ]
    let bytes = PartFile.bytes(of: part)
    let back = try read(bytes)
    #expect(PartFile.bytes(of: back) == bytes)
    #expect(back.customers.elementsEqual(part.customers))
    #expect(Set(back.providers) == Set(part.providers))
    #expect(back.deviceClasses == part.deviceClasses)
    #expect(back.findings.skippedModels == part.findings.skippedModels)
    #expect(Set(back.findings.incompleteModels) == Set(part.findings.incompleteModels))
    #expect(back.inputs.contains { $0.facts == part.inputs[0].facts && $0.recordDigest == .max })
  }

  @Test func orderDoesNotMatter() throws {
    let part = try read(Repository.bytes("\(Self.golden)/south.part"))
    var shuffled = part
    shuffled.customers.change { $0.reverse() }
    shuffled.inputs.append(CountedInput(name: "", columnFile: "x", facts: PlatformFacts()))
    var other = part
    other.inputs.insert(CountedInput(name: "", columnFile: "x", facts: PlatformFacts()), at: 0)
    #expect(PartFile.bytes(of: shuffled) == PartFile.bytes(of: other))
  }

  @Test(arguments: [
    "", "1", "/", "0/1", "2/1", "1/0", "1/10001", "-1/2", "+1/2", "01/2", "1 /2", "1/2/3", "a/b",
  ])
  func refusesNumbersOfPartsThatAreNone(_ text: String) { #expect(PartNumber(text) == nil) }

  @Test(arguments: ["1/1", "1/2", "10000/10000"])
  func numbersOfPartsComeBack(_ text: String) { #expect(PartNumber(text)?.description == text) }
}
