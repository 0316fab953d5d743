import Foundation
import TestSupport
import Testing

@testable import Auditing

/// Ranges of one file of JSON Lines, packed apart.
@Suite struct PackRangeTests {
  private static let mebibyte = 1 << 20

  /// A dump with one file of nodes, and one with users of more than three MiB.
  private static func workdir() throws -> (Workdir, userByteCount: Int) {
    let workdir = try Workdir()
    let nodes = [
      ("sys", "Elm", "Provider"), ("sys.Elm", "Oak", "Customer"), ("sys.Elm.Oak", "Yew", "Site"),
    ]
    let heads = nodes.enumerated().map { index, node in
      """
      {"meta": {"pkid": "b0000000000000000000000\(index)", "model_type": "data/HierarchyNode", \
      "path": "\(node.0)"}, "data": {"name": "\(node.1)", "node_type": "\(node.2)"}}\n
      """
    }
    try workdir.write("dump/nodes.jsonl", heads.joined())
    var users = ""
    var number = 0
    while users.utf8.count < 3 * mebibyte + 12_345 {
      let text = String(repeating: "x", count: number % 977)
      users += """
        {"meta": {"model_type": "device/cucm/User", "path": "sys.Elm.Oak.Yew"}, \
        "data": {"note": "\(text)", "userid": "User\(number)", "mailid": "U\(number)@oak.test"}}\n
        """
      if number % 100 == 0 { users += "\n" }
      number += 1
    }
    try workdir.write("dump/users.jsonl", users)
    return (workdir, users.utf8.count)
  }

  private static func pack(
    _ workdir: Workdir, _ file: String, _ range: Range<Int>? = nil, to output: String
  ) throws {
    // The middle one in portions.
    let portion = range?.lowerBound == mebibyte ? 1 : Int.max
    let way = PackingWay(threads: 2, chunkByteCount: mebibyte, portionByteCount: portion)
    try way.pack(["dump/\(file)"], in: workdir, to: output) { request in
      request.dumpName = workdir.path("dump")
      request.range = range
    }
  }

  private static func convert(_ workdir: Workdir, _ inputs: [String], to output: String) throws {
    var request = ConversionRequest(
      dumps: inputs.map(workdir.path), output: workdir.path("\(output)/x.ucol"))
    try FileManager.default.createDirectory(
      atPath: workdir.path(output), withIntermediateDirectories: true)
    request.dump.keepsIdentities = true
    try Conversion.run(request)
    var audit = AuditRequest(
      inputs: inputs.map(workdir.path), outputDirectory: workdir.path(output))
    audit.dateTime = "2026-01-31 12:00"
    _ = try Audit.run(audit)
  }

  @Test func rangesAreTheFile() throws {
    let (workdir, byteCount) = try Self.workdir()
    try Self.convert(workdir, ["dump"], to: "expected")
    try Self.pack(workdir, "nodes.jsonl", to: "nodes.pack")
    let cuts = [0, Self.mebibyte, 3 * Self.mebibyte, byteCount]
    for (number, cut) in zip(cuts, cuts.dropFirst()).enumerated() {
      try Self.pack(workdir, "users.jsonl", cut.0..<cut.1, to: "users\(number).pack")
    }
    let packs = ["users2.pack", "nodes.pack", "users0.pack", "users1.pack"]
    try Self.convert(workdir, packs, to: "found")
    let expected = try workdir.files(in: "expected")
    let found = try workdir.files(in: "found")
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (name, bytes) in expected { #expect(found[name] == bytes, "\(name)") }

    let failure = #expect(throws: Failure.self) {
      try Self.convert(workdir, ["users2.pack", "nodes.pack", "users0.pack"], to: "less")
    }
    #expect(failure?.status == .incomplete)
    #expect(failure?.message.contains("bytes 1048576 to 3145728 are in none") == true)
  }

  @Test(arguments: [1..<1_048_576, 0..<1_048_577, 0..<9_437_184, 9_437_184..<10_485_760])
  func rangesEndWithLeaves(_ range: Range<Int>) throws {
    let (workdir, _) = try Self.workdir()
    let failure = #expect(throws: Failure.self) {
      try Self.pack(workdir, "users.jsonl", range, to: "x.pack")
    }
    #expect(failure?.status == .usage)
  }

  @Test func onlyLinesHaveRanges() throws {
    let (workdir, _) = try Self.workdir()
    try workdir.write("dump/page.json", #"{"pagination": {}, "resources": []}"#)
    let failure = #expect(throws: Failure.self) {
      try Self.pack(workdir, "page.json", 0..<35, to: "x.pack")
    }
    #expect(failure?.message.contains("JSON Lines") == true)
  }
}
