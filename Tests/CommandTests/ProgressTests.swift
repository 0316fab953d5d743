import Foundation
import TestSupport
import Testing

/// Progress on a terminal, in logs, and nowhere else.
@Suite struct ProgressTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func convert(_ options: String...) -> [String] {
    ["convert", Self.golden, "-o", workdir.path("d.ucol"), "--force"] + options
  }

  @Test func pipesSeeNothing() throws {
    for arguments in [convert(), convert("--progress", "none")] {
      let run = try Tool.run(arguments)
      #expect(run.status == 0)
      #expect(run.errors == "")
      #expect(!run.output.contains("reading"))
    }
  }

  @Test func logsGetLines() throws {
    let run = try Tool.run(convert("--progress", "plain"))
    #expect(run.status == 0)
    let lines = run.errors.split(separator: "\n")
    let last = try #require(lines.last)
    #expect(last.hasPrefix("reading 100%, joining  "))
    #expect(last.hasSuffix(" records"))
    let records = try #require(run.output.firstMatch(of: /Read ([0-9]+) records/)?.output.1)
    #expect(last.hasSuffix("  \(records) records"), "\(last)")
    #expect(!run.errors.contains("\r"))
    let quiet = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("reports"), "--progress", "plain", "--quiet",
    ])
    #expect(quiet.status == 0)
    #expect(quiet.errors == "")
  }

  /// On a terminal of its own, made by `script`.
  private func onTerminal(_ arguments: [String], columns: Int) throws -> Tool.Run {
    let words = ([Tool.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return try Tool.run(
      ["-qec", "stty columns \(columns); \(words)", "/dev/null"], program: "/usr/bin/script")
  }

  @Test func terminalsGetOneLineThatIsRemoved() throws {
    let run = try onTerminal(convert(), columns: 30)
    #expect(run.status == 0, "\(run)")
    let parts = run.output.split(separator: "\r", omittingEmptySubsequences: false)
    let cleared = try #require(parts.lastIndex { $0.hasPrefix("\u{1B}[K") })
    for part in parts[..<cleared] where part.hasSuffix("\u{1B}[K") {
      #expect(part.hasPrefix("reading "))
      #expect(part.dropLast(3).utf8.count <= 29, "\(part)")
    }
    let rest = parts[cleared...].joined(separator: "\r")
    #expect(!rest.contains("reading"))
    #expect(rest.contains("Written: "))
  }

  @Test func failuresAreReadable() throws {
    try workdir.write("dump/bad.jsonl", "{\n")
    let run = try onTerminal(
      ["convert", workdir.path("dump"), "-o", workdir.path("x.ucol")], columns: 200)
    #expect(run.status == 65)
    #expect(run.output.contains("\r\u{1B}[Kerror: "))
  }
}
