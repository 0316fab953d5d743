import CensusModel
import Files
import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Names of parts: what is written comes back, and neither damage nor a wrong pairing is accepted.
@Suite struct PartNamesTests {
  private static let golden = "Tests/Golden/parts"

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func bytes(_ name: String) throws -> [UInt8] {
    try Repository.bytes("\(Self.golden)/\(name)")
  }

  private func read(_ bytes: [UInt8]) throws(Failure) -> PartNames {
    try PartNames(parsing: bytes, name: "t.names")
  }

  /// A names file of the golden part with other text in its second line; its checksum is right.
  private func forged(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
    let text = String(decoding: try bytes("\(name).names"), as: UTF8.self)
    let body = try #require(text.split(separator: "\n").last) + "\n"
    try #require(body.contains(old), "\(old)")
    let changed = Array(body.replacing(old, with: new).utf8)
    let digest = FileDigest.hexadecimal(of: changed)
    return Array(
      "{\"format\": \"ucensus-names\", \"version\": 2, \"sha256\": \"\(digest)\"}\n".utf8)
      + changed
  }

  private func merge(_ names: [String], parts: [String] = ["north", "south"]) throws -> [String] {
    var request = MergeRequest(
      parts: parts.map { Repository.path("\(Self.golden)/\($0).part") },
      outputDirectory: workdir.path("reports"))
    request.rules = Repository.path("\(Self.golden)/rules.json")
    request.names = names
    _ = try Merge.run(request)
    return try workdir.files(in: "reports").keys.sorted()
  }

  private func golden(_ name: String) -> String {
    Repository.path("\(Self.golden)/\(name).names")
  }

  // MARK: Golden files

  @Test(arguments: ["north", "south"])
  func goldenFilesStayReadable(_ name: String) throws {
    let bytes = try bytes("\(name).names")
    let names = try read(bytes)
    #expect(names.bytes == bytes)
    #expect(names.parts == [FileDigest.hexadecimal(of: try self.bytes("\(name).part"))])
    #expect(names.names?["aa00000000000000000000a1"]?.customer == "Alder\u{7F} Bank")
    #expect(names.models.count == (name == "north" ? 2 : 0))
    #expect(names.gaps.count == names.absent.count)
  }

  @Test func goldenNamesMakeADetailedReport() throws {
    let files = try merge([golden("south"), golden("north")])
    #expect(files.contains { $0.contains("_detailed_") })
  }

  /// Version 3 says what was excluded; names of version 2, which do not, are read.
  @Test func excludedNamesComeBack() throws {
    let old = String(decoding: try bytes("north.names"), as: UTF8.self)
    let body = try #require(old.split(separator: "\n").last) + "\n"
    let changed = body.replacing(
      #"], "names""#, with: #"], "excluded": ["d/a.txt", "d/z\u007F"], "names""#)
    try #require(changed != body)
    let digest = FileDigest.hexadecimal(of: Array(changed.utf8))
    let head = "{\"format\": \"ucensus-names\", \"version\": 3, \"sha256\": \"\(digest)\"}\n"
    let names = try read(Array((head + changed).utf8))
    #expect(names.excluded == ["d/a.txt", "d/z\u{7F}"])
    #expect(names.bytes == Array((head + changed).utf8))
    #expect(try read(bytes("north.names")).excluded.isEmpty)
    for (old, new) in [
      (#""excluded": ["#, #""other": ["#), (#"["d/a.txt", "#, #"["e", "#),
      (#""version": 3"#, #""version": 4"#),
    ] {
      let bad = changed.replacing(old, with: new)
      let head = head.replacing(old, with: new)
        .replacing(digest, with: FileDigest.hexadecimal(of: Array(bad.utf8)))
      #expect(throws: Failure.self, "\(new)") { try read(Array((head + bad).utf8)) }
    }
  }

  // MARK: Damage

  @Test(arguments: ["north", "south"]) func refusesEveryFlippedBit(_ name: String) throws {
    let bytes = try bytes("\(name).names")
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let failure = #expect(throws: Failure.self, "bit \(bit)") { try read(damaged) }
      #expect(failure?.status == .corrupt, "bit \(bit)")
    }
  }

  @Test func refusesEveryTruncationAndExtension() throws {
    let bytes = try bytes("north.names")
    for count in 0..<bytes.count {
      #expect(throws: Failure.self, "\(count) bytes") { try read(Array(bytes.prefix(count))) }
    }
    for end in ["\n", " ", "\0", "{}\n"] {
      #expect(throws: Failure.self) { try read(bytes + Array(end.utf8)) }
    }
  }

  /// The checksum is right, but the program would not write it so.
  @Test(arguments: [
    ("{\"parts\"", "{\"more\": 1, \"parts\""), ("\"bytes\": 5", "\"bytes\": 05"),
    ("\"bytes\": 5", "\"bytes\": -5"), ("\"deviceClasses\"", "\"shuffled\": 1, \"deviceClasses\""),
    ("\"deviceClasses\"", "\"shuffled\": false, \"deviceClasses\""),
    ("[\"cc0", "[\"Cc0"), ("\"NB\", ", ""), ("\\u0008", "\\b"), ("\\u001B", "\\u001b"),
    ("\"references\": 3", "\"references\": 3, \"x\": 0"),
    (
      "\"data/HierarchyNode\", \"device/cucm/User\"", "\"device/cucm/User\", \"data/HierarchyNode\""
    ), ("Café", "Cafe\\u0301"),
  ])
  func refusesWhatOnlyLooksRight(_ old: String, _ new: String) throws {
    #expect(throws: Never.self) { try read(forged("north", "Café", "Tea")) }
    let failure = #expect(throws: Failure.self) { try read(forged("north", old, new)) }
    #expect(failure?.status == .corrupt)
  }

  @Test func refusesTheVersionWithoutAChecksum() throws {
    let old = Array("{\"format\": \"ucensus-names\", \"version\": 1, \"deviceClasses\": {}}\n".utf8)
    let failure = #expect(throws: Failure.self) { try read(old) }
    #expect(failure?.status == .corrupt && failure?.message.contains("another version") == true)
  }

  // MARK: Pairing

  private func expectRefused(
    _ names: [String], _ words: String, parts: [String] = ["north", "south"]
  ) throws {
    let failure = #expect(throws: Failure.self, "\(words)") { try merge(names, parts: parts) }
    #expect(failure?.status == .malformed, "\(words)")
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
    #expect(try workdir.files(in: "reports").isEmpty)
  }

  @Test func refusesEveryWrongPairing() throws {
    let (north, south) = (golden("north"), golden("south"))
    try expectRefused(
      [north], "the names of \(Repository.path("\(Self.golden)/south.part")) are missing")
    try expectRefused([north, north, south], "are both the names of")
    let copy = try workdir.write("copy.names", bytes("south.names"))
    try expectRefused([north, south, copy], "are both the names of")
    let northPart = FileDigest.hexadecimal(of: try bytes("north.part"))
    let southPart = FileDigest.hexadecimal(of: try bytes("south.part"))
    let crossed = try workdir.write("x.names", forged("south", southPart, northPart))
    try expectRefused([north, crossed], "are both the names of")
    try expectRefused([crossed], "they have another dump profile")
    let foreign = try workdir.write(
      "y.names", forged("south", southPart, String(repeating: "0", count: 64)))
    try expectRefused([north, foreign], "they belong to another partial result")
  }

  /// Bound to the right part, but what they say of it is not so.
  @Test(arguments: [
    ("dc365e79", "dc365e78", "other inputs"), ("\"bytes\": 5", "\"bytes\": 6", "other inputs"),
    ("\"recordsRead\": 40", "\"recordsRead\": 41", "other inputs"),
    ("\"recordsRejected\": 2", "\"recordsRejected\": 1", "number of rejected records"),
    ("94dc6527", "94dc6528", "another device table"),
    ("a817d3aa", "a817d3ab", "another dump profile"),
    ("[\"cc0", "[\"cd0", "customer cc00000000000000000000c3 is not in them"),
    (
      "\"inputs\": [{",
      "\"inputs\": [{\"name\": \"a\", \"sha256\": \"b\", \"bytes\": 0, \"recordsRead\": 0, "
        + "\"recordsRejected\": 0}, {",
      "other inputs"
    ),
  ])
  func comparesWhatBothSay(_ old: String, _ new: String, _ words: String) throws {
    let other = try workdir.write("x.names", forged("north", old, new))
    try expectRefused([other, golden("south")], words)
  }

  /// Records that were moved between files come from others than the parts say.
  @Test func shuffledNamesListOtherFiles() throws {
    let parts = try ["north", "south"].map {
      "\"\(FileDigest.hexadecimal(of: try bytes("\($0).part")))\""
    }
    let text = String(decoding: try bytes("north.names"), as: UTF8.self)
    var body = try #require(text.split(separator: "\n").last) + "\n"
    body = body.replacing(
      "[\(parts[0])]", with: "[\(parts.joined(separator: ", "))], \"shuffled\": true")
    body = body.replacing(
      "[\"cc0", with: "[\"bb00000000000000000000b2\", \"\", \"\", \"B\"], [\"cc0")
    body = body.replacing("dc365e79", with: "dc365e78")
    let digest = FileDigest.hexadecimal(of: Array(body.utf8))
    let path = try workdir.write(
      "all.names",
      Array(
        "{\"format\": \"ucensus-names\", \"version\": 2, \"sha256\": \"\(digest)\"}\n\(body)".utf8))
    #expect(try merge([path]).contains { $0.contains("_detailed_") })
  }

  // MARK: verify

  @Test func verifyChecksNamesAndTheirPart() throws {
    func verify(_ path: String, _ others: [String] = []) throws(Failure) -> String {
      try Verification.run(path, among: others, threads: 1, memoryLimit: 1 << 20)
    }
    let part = Repository.path("\(Self.golden)/north.part")
    #expect(
      try verify(golden("north"), [part])
        == "\(golden("north")): sound: names of 2 customers, 1 input, belong to \(part)")
    #expect(try verify(golden("north")).hasSuffix("2 customers, 1 input"))
    let stranger = #expect(throws: Failure.self) { try verify(golden("south"), [part]) }
    #expect(stranger?.status == .malformed)
    var damaged = try bytes("north.names")
    damaged[3] ^= 1
    let path = try workdir.write("bad.names", damaged)
    let failure = #expect(throws: Failure.self) { try verify(path) }
    #expect(failure?.status == .corrupt)
  }
}
