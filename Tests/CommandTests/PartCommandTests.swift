import CensusModel
import ColumnFile
import Foundation
import TestSupport
import Testing

/// `verify`, `audit --partial` and `merge` as users and scripts meet them.
@Suite struct PartCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let parts = ["north", "south"].map {
    Repository.path("Tests/Golden/parts/\($0).part")
  }

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  private func converted(_ dump: String = golden) throws -> String {
    let file = workdir.path("d.ucol")
    expect(try Tool.run(["convert", dump, "-o", file]), 0)
    return file
  }

  private func damaged(_ file: String, as name: String) throws -> String {
    var bytes = try Data(contentsOf: URL(filePath: file))
    bytes[bytes.count / 2] ^= 1
    return try workdir.write(name, Array(bytes))
  }

  // MARK: verify

  @Test func soundFilesAreOneLineEach() throws {
    let file = try converted()
    let run = try Tool.run(["verify", file, Self.parts[0], "--threads", "2"])
    expect(run, 0)
    #expect(
      run.output == """
        \(file): sound: 5 customers, 284 persons, 1 group
        \(Self.parts[0]): sound: 2 customers, 4 persons, 1 input

        """)
    let quiet = try Tool.run(["verify", file, Self.parts[0], "--quiet"])
    expect(quiet, 0)
    #expect(quiet.output.isEmpty && quiet.errors.isEmpty)
  }

  @Test func verifyGoesOnAfterABadFile() throws {
    let file = try converted()
    let bad = try damaged(file, as: "bad.ucol")
    let badPart = try damaged(Self.parts[0], as: "bad.part")
    let none = workdir.path("none.ucol")
    let run = try Tool.run(["verify", none, bad, badPart, file])
    expect(run, 4, "none.ucol", "bad.ucol: byte ", "bad.part: damaged")
    #expect(run.errors.split(separator: "\n").count == 3)
    #expect(run.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("error: ") })
    #expect(run.output.split(separator: "\n").map { $0.contains("sound") } == [true])
    expect(try Tool.run(["verify", none, file]), 66, "none.ucol")
    expect(try Tool.run(["verify", Repository.path("README.md")]), 4, "README.md")
    expect(try Tool.run(["verify", workdir.path]), 66, workdir.path)
    expect(try Tool.run(["verify"]), 64)
    // What a file is, its content says before its name does.
    for (source, name) in [(file, "columns.part"), (Self.parts[0], "part.ucol")] {
      let bytes = Array(try Data(contentsOf: URL(filePath: source)))
      expect(try Tool.run(["verify", try workdir.write(name, bytes)]), 0)
    }
    expect(try Tool.run(["verify", file, "--threads", "0"]), 64)
  }

  /// Surplus rows of a class that the customer's owned rows lack: the file was not written so.
  @Test func looseSurplusIsDamage() throws {
    var customers = ["5e54067d116fa10046313224", "5e54067d116fa10046313225"].map {
      CustomerInventory(pkid: $0, provider: 0)
    }
    for index in customers.indices {
      customers[index].persons.append(facts: [.init(.ucmUser)], devices: [UInt16(index)])
      customers[index].counters.users = 1
      customers[index].counters.phones = index == 0 ? 0 : 1
    }
    customers[0].surplusDevices = [1]
    let types = [("desk phone", DeviceClass.phone), ("fax", .analog)].map {
      DeviceTypeEntry(type: .product($0), deviceClass: $1, isKnown: true)
    }
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: [:], providers: [Provider(pkid: "", name: "P")], deviceTypes: types
    ) { bytes += $0 }
    for customer in customers { try writer.append(customer) }
    _ = try writer.finish()
    let file = try workdir.write("d.ucol", bytes)
    expect(try Tool.run(["verify", file]), 4, "5e54067d116fa10046313224", "repeat no phone")
    expect(
      try Tool.run(["audit", file, "-o", workdir.path("reports")]), 4,
      "5e54067d116fa10046313224", "repeat no phone")
    #expect(try workdir.files(in: "reports").isEmpty)
  }

  @Test func verifyHoldsMetadataToBeNumbers() throws {
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: ["skipped/m": "many"], providers: [], deviceTypes: []
    ) { bytes += $0 }
    _ = try writer.finish()
    expect(try Tool.run(["verify", try workdir.write("d.ucol", bytes)]), 4, "metadata")
  }

  // MARK: audit --partial

  @Test func partialWritesOneFileAndSaysSo() throws {
    let part = workdir.path("a.part")
    let run = try Tool.run(["audit", Self.golden, "--partial", "-o", part, "--part", "2/3"])
    expect(run, 0)
    #expect(run.output.contains("a.part") && run.output.contains("part 2/3"))
    #expect(run.output.contains("5 customers, 284 persons"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path) == ["a.part"])
    expect(try Tool.run(["audit", Self.golden, "--partial", "-o", part]), 73, "--force")
    let quiet = try Tool.run([
      "audit", Self.golden, "--partial", "-o", part, "--force", "--quiet",
    ])
    expect(quiet, 0)
    #expect(quiet.output.isEmpty && quiet.errors.isEmpty)
  }

  /// As the document of the format says.
  @Test func aShellCanCheckTheChecksum() throws {
    let script =
      #"test "$(tail -n +2 "$1" | sha256sum | cut -c 1-64)" = "$(head -n 1 "$1" | "#
      + #"sed 's/.*"sha256": "\([0-9a-f]*\)".*/\1/')""#
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, "sh", Self.parts[0]]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func rejectedRecordsAreCountedAndKept() throws {
    let nodes = try Repository.bytes("Tests/Golden/licence-edges/dump/zz-hierarchy.jsonl")
    try workdir.write("dump/records.jsonl", nodes + Array("{\"meta\": nonsense}\n".utf8))
    let run = try Tool.run([
      "audit", workdir.path("dump"), "--partial", "-o", workdir.path("a.part"), "--on-error",
      "reject", "--reject-file", workdir.path("bad.jsonl"),
    ])
    expect(run, 5, "warning: 1 malformed record was left out")
    #expect(FileManager.default.fileExists(atPath: workdir.path("bad.jsonl")))
    let merge = try Tool.run([
      "merge", workdir.path("a.part"), "-o", workdir.path("reports"), "--json", "--quiet",
    ])
    expect(merge, 0)
    #expect(merge.output.contains("\"rejectedRecords\": 1"))
  }

  @Test(arguments: [
    ["--date-time", "2026-06-30 12:00"], ["--provider", "P"], ["--anonymous-only"], ["--json"],
    ["--part", "3/2"], ["--part", "x"],
  ])
  func optionsOfReportsAreRefusedForParts(_ option: [String]) throws {
    let run = try Tool.run(
      ["audit", Self.golden, "--partial", "-o", workdir.path("a.part")] + option)
    expect(run, 64, option[0])
    #expect(!FileManager.default.fileExists(atPath: workdir.path("a.part")))
  }

  @Test func partNumbersGoWithPartial() throws {
    expect(
      try Tool.run(["audit", Self.golden, "-o", workdir.path("reports"), "--part", "1/2"]), 64,
      "--partial")
  }

  // MARK: merge

  private func merge(_ arguments: [String], output: String = "reports") throws -> Tool.Run {
    try Tool.run(
      ["merge"] + arguments + [
        "-o", workdir.path(output), "--rules", Repository.path("Tests/Golden/parts/rules.json"),
      ])
  }

  @Test func mergeWritesAllFilesAndSaysSo() throws {
    let run = try merge(Self.parts)
    expect(run, 0, "1 customer occurs in several of the 2 parts")
    let files = try workdir.files(in: "reports")
    #expect(files.count == 7)
    for file in files.keys where !file.hasSuffix(".hash") { #expect(run.output.contains(file)) }
    #expect(run.output.contains("No detailed report: partial results hold no names."))
    let json = try merge(Self.parts + ["--json", "--quiet", "--force"])
    expect(json, 0)
    #expect(json.errors.contains("warning: 1 customer occurs"))
    let document = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect((document as? [String: Any])?["reports"] != nil)
  }

  private struct Provenance: Decodable {
    struct Part: Decodable {
      var name: String
      var program: String
      var part: String?
    }
    struct Input: Decodable {
      var name: String
      var sha256: String
      var part: String?
    }
    var parts: [Part]
    var inputs: [Input]
  }

  @Test(arguments: [false, true])
  func provenanceListsPartsAndTheirInputs(_ isAnonymous: Bool) throws {
    expect(try merge(Self.parts.reversed() + (isAnonymous ? ["--anonymous-only"] : [])), 0)
    let files = try workdir.files(in: "reports")
    let file = try #require(files.first { $0.key.contains("_provenance_") })
    let provenance = try JSONDecoder().decode(Provenance.self, from: Data(file.value))
    #expect(provenance.parts.map(\.name) == (isAnonymous ? ["", ""] : Self.parts))
    #expect(Set(provenance.parts.map(\.part)) == ["1/2", "2/2"])
    #expect(provenance.parts.allSatisfy { $0.program == "ucensus 0.1.0" })
    #expect(provenance.inputs.map(\.name) == ["", ""])
    // SHA-256 of "north" and of "south".
    let digests = [
      "dc365e79d41cfae1c3c0d969319ae62165b81b1815a86c32bbc6c64cbdf2311b",
      "2daa8d4a05dfc643abb44c5d5966430ca30c976e437e0f786de55ffc864b9a98",
    ]
    #expect(Set(provenance.inputs.map(\.sha256)) == Set(digests))
    #expect(Set(provenance.inputs.map(\.part)) == (isAnonymous ? [nil] : Set(Self.parts)))
  }

  @Test func mergesAreRefusedWithTheirStatus() throws {
    expect(try merge([Self.parts[0]]), 3, "parts these are missing: 2")
    expect(try merge(Self.parts + [Self.parts[0]]), 65, "the same partial result")
    expect(try merge([Self.parts[0], try damaged(Self.parts[1], as: "bad.part")]), 4, "bad.part")
    expect(try merge([Self.parts[0], workdir.path("none.part")]), 66, "none.part")
    expect(try merge([]), 64)
    expect(try merge(Self.parts + ["--date-time", "soon"]), 64, "soon")
    expect(try merge(Self.parts + ["--provider", "Q"]), 64, "Twin")
    #expect(try workdir.files(in: "reports").isEmpty)
    expect(try merge(Self.parts), 0)
    expect(try merge(Self.parts), 73, "--force")
  }

  /// Facts of every key, on which dumps then cannot disagree.
  private func platformOption() throws -> [String] {
    let keys = [
      "OrgID", "Platform ID", "hostname", "Software Version", "Platform Version",
      "Deployment Mode", "License Token", "License Expiry", "Audit Version", "Provider Name",
    ]
    let facts = keys.map { "\"\($0)\": \"x\"" }.joined(separator: ", ")
    return ["--platform", try workdir.write("facts.json", "{\(facts)}")]
  }

  private static func beforeSummary(_ provenance: [UInt8]) -> String {
    String(decoding: provenance, as: UTF8.self).components(separatedBy: "\"summary\"")[0]
  }

  /// With their names, parts become everything that one audit writes; names of others are refused.
  @Test func namesOfPartsMakeEveryFileOfOneAudit() throws {
    let dumps = ["every-rule", "licence-edges"].map { Repository.path("Tests/Golden/\($0)/dump") }
    let platform = try platformOption()
    let moment = ["--date-time", "2026-06-30 12:00"]
    expect(
      try Tool.run(["audit"] + dumps + ["-o", workdir.path("one")] + platform + moment), 0)
    for (index, dump) in dumps.enumerated() {
      let part = ["audit", dump, "--partial", "-o", workdir.path("\(index).part")]
      expect(try Tool.run(part + ["--names", workdir.path("\(index).names")] + platform), 0)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: workdir.path("0.names"))
    #expect((attributes[.posixPermissions] as? Int) == 0o600)
    let merge = ["merge", workdir.path("0.part"), workdir.path("1.part")] + moment
    let names = ["--names", workdir.path("0.names"), "--names", workdir.path("1.names")]
    expect(try Tool.run(merge + names + ["-o", workdir.path("merged")]), 0)
    let (one, merged) = (try workdir.files(in: "one"), try workdir.files(in: "merged"))
    #expect(one.keys.contains { $0.contains("_detailed_") })
    #expect(merged.keys.sorted() == one.keys.sorted())
    for (name, bytes) in one {
      let found = try #require(merged[name])
      // The parts have a provider each, and so have their findings: of the dumps together they are
      // those of the run.
      let isSame =
        name.contains("_provenance_")
        ? Self.beforeSummary(found) == Self.beforeSummary(bytes) : found == bytes
      #expect(isSame, "\(name)")
    }
    let other = merge + names.prefix(2) + ["-o", workdir.path("other")]
    expect(try Tool.run(other), 65, "not those of the parts")
    expect(
      try Tool.run(["audit", dumps[0], "-o", workdir.path("x"), "--names", workdir.path("y")]), 64,
      "--partial")
  }

  /// From end to end: two dumps, one of them by way of a columnar file.
  @Test func mergeAgreesWithOneAudit() throws {
    let dumps = ["every-rule", "licence-edges"].map { Repository.path("Tests/Golden/\($0)/dump") }
    let platform = try platformOption()
    let moment = ["--date-time", "2026-06-30 12:00"]
    let one = ["audit"] + dumps + ["-o", workdir.path("one"), "--anonymous-only"]
    expect(try Tool.run(one + platform + moment), 0)
    for (index, input) in [dumps[0], try converted(dumps[1])].enumerated() {
      let arguments = ["audit", input, "--partial", "-o", workdir.path("\(index).part")]
      expect(try Tool.run(arguments + ["--part", "\(index + 1)/2"] + platform), 0)
    }
    let merge = [
      "merge", workdir.path("0.part"), workdir.path("1.part"), "-o", workdir.path("merged"),
      "--anonymous-only",
    ]
    expect(try Tool.run(merge + moment), 0)
    let expected = try workdir.files(in: "one")
    let found = try workdir.files(in: "merged")
    #expect(found.keys.sorted() == expected.keys.sorted())
    #expect(found.count == 14)
    for (name, bytes) in expected where !name.contains("_provenance_") {
      #expect(found[name] == bytes, "\(name)")
    }
  }
}
