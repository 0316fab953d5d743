import Foundation
import TestSupport
import Testing

/// Platform facts given by option, beside those of the dump.
@Suite struct PlatformOptionTests {
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  /// Key by key, as the help says: what the file lacks is the dump's.
  @Test func eachKeyCountsBeforeTheDumps() throws {
    let golden = Repository.path("Tests/Golden/every-rule/dump")
    let given = try workdir.write("facts.json", Array(#"{"hostname": "GIVEN-1"}"#.utf8))
    let plain = try head(of: ["audit", golden, "-o", workdir.path("plain")])
    let other = try head(of: [
      "audit", golden, "-o", workdir.path("other"), "--platform", given,
    ])
    #expect(other["#hostname"] == "GIVEN-1" && plain["#hostname"] != "GIVEN-1")
    #expect(plain.filter { $0.key != "#hostname" } == other.filter { $0.key != "#hostname" })
    let help = try Tool.run(["audit", "--help"]).output.split(whereSeparator: \.isWhitespace)
    #expect(
      help.joined(separator: " ").contains(
        "each key in it counts before that of the dump's platform.json"))
  }

  /// The metadata of the report that a command writes.
  private func head(of arguments: [String]) throws -> [String: String] {
    let run = try Tool.run(
      arguments + ["--quiet", "--anonymous-only", "--date-time", "2026-06-30 12:00"])
    #expect(run.status == 0, "\(run)")
    let folder = arguments[3]
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.contains("_anonymous_2") && $0.hasSuffix(".csv") })
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
    var head: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("#") {
      let cells = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if cells.count == 2 { head[String(cells[0])] = String(cells[1]) }
    }
    return head
  }
}
