import Auditing
import Foundation
import TestSupport
import Testing

/// Dumps made by hand and the reports that the specification demands of them, byte for byte.
@Suite struct GoldenTests {
  private struct Summary: Decodable {
    var aboveEveryCustomer: Int
    var emptyKeys: Int
    var unknownProducts: [String: Int]
    var skippedModels: [String: Int]
  }

  private struct Output: Decodable {
    struct Report: Decodable { var totals: Summary }
    var reports: [Report]
  }

  private func file(_ files: [String: [UInt8]], _ kind: String) throws -> [UInt8] {
    let names = files.keys.filter { $0.contains("_\(kind)_20") && $0.hasSuffix(".csv") }
    try #require(names.count == 1, "\(kind): \(files.keys.sorted())")
    return files[names[0]] ?? []
  }

  private func check(_ name: String, _ workdir: Workdir, hasNames: Bool) throws {
    let files = try workdir.files(in: "reports")
    let expected = "Tests/Golden/\(name)/expected"
    try expectEqual(
      file(files, "anonymous"), Repository.bytes("\(expected)/anonymous.csv"))
    try expectEqual(
      file(files, "anonymous_breakdown"), Repository.bytes("\(expected)/breakdown.csv"))
    guard hasNames else {
      #expect(!files.keys.contains { $0.contains("_detailed_") })
      return
    }
    try expectEqual(file(files, "detailed"), Repository.bytes("\(expected)/detailed.csv"))
  }

  private func expectEqual(_ found: [UInt8], _ expected: [UInt8]) {
    guard found != expected else { return }
    let lines = zip(lines(found), lines(expected)).first { $0 != $1 }
    Issue.record("found    \(lines?.0 ?? "other length")\nexpected \(lines?.1 ?? "")")
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test(arguments: ["every-rule", "licence-edges"])
  func dumpMakesTheGoldenReports(_ name: String) throws {
    for threads in [1, 3] {
      let workdir = try Workdir()
      var request = AuditRequest(
        inputs: [Repository.path("Tests/Golden/\(name)/dump")],
        outputDirectory: workdir.path("reports"))
      request.dump.threads = threads
      request.dump.chunkByteCount = threads == 1 ? nil : 500
      request.groupPersonCount = threads == 1 ? nil : 7
      let outcome = try Audit.run(request)
      try check(name, workdir, hasNames: true)
      let found = try JSONDecoder().decode(Output.self, from: Data(outcome.json.utf8))
      let expected = try JSONDecoder().decode(
        Summary.self, from: Data(Repository.bytes("Tests/Golden/\(name)/expected/summary.json")))
      let totals = try #require(found.reports.first).totals
      #expect(totals.aboveEveryCustomer == expected.aboveEveryCustomer)
      #expect(totals.emptyKeys == expected.emptyKeys)
      #expect(totals.unknownProducts == expected.unknownProducts)
      #expect(totals.skippedModels == expected.skippedModels)
    }
  }

  @Test(arguments: ["every-rule", "licence-edges"])
  func columnarFileMakesTheSameReports(_ name: String) throws {
    let workdir = try Workdir()
    try Conversion.run(
      ConversionRequest(
        dumps: [Repository.path("Tests/Golden/\(name)/dump")], output: workdir.path("d.ucol")))
    _ = try Audit.run(
      AuditRequest(inputs: [workdir.path("d.ucol")], outputDirectory: workdir.path("reports")))
    try check(name, workdir, hasNames: false)
  }
}
