import Foundation
import TestSupport
import Testing

/// The differences between a terminal and a pipe: width and colours, and nothing else.
@Suite struct TerminalTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let escape = "\u{1B}["

  /// Runs `ucensus` on a terminal of its own; standard error goes there, too.
  private func onTerminal(
    _ arguments: [String], columns: Int = 200, _ environment: [String: String] = [:]
  ) throws -> Tool.Run {
    let words = ([Tool.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
    var variables = ["TERM": "xterm", "NO_COLOR": ""]
    variables.merge(environment) { $1 }
    return try Tool.run(
      ["-qec", "stty columns \(columns) -onlcr; \(words)", "/dev/null"], environment: variables,
      program: "/usr/bin/script")
  }

  @Test func terminalsThatCanGetColours() throws {
    let shown = try onTerminal(["rules", "show"])
    #expect(shown.output.contains(Self.escape + "1m"))
    let failed = try onTerminal(["inspect", "/nonexistent/file"])
    #expect(failed.status == 66)
    #expect(failed.output.hasPrefix(Self.escape + "1;31merror:" + Self.escape + "0m "))
    for variables in [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": ""]] {
      let plain = try onTerminal(["rules", "show"], variables)
      #expect(plain.status == 0 && !plain.output.contains(Self.escape), "\(variables)")
      let failed = try onTerminal(["inspect", "/nonexistent/file"], variables)
      #expect(failed.output.hasPrefix("error: "), "\(variables)")
    }
  }

  @Test func pipesGetNoColoursAndAllOfEveryText() throws {
    let piped = try Tool.run(["rules", "show"], environment: ["TERM": "xterm", "NO_COLOR": ""])
    #expect(piped.status == 0 && !piped.output.contains(Self.escape))
    let wide = try onTerminal(["rules", "show"], columns: 2000, ["NO_COLOR": "1"])
    #expect(piped.output == wide.output)
    let narrow = try onTerminal(["rules", "show"], columns: 50, ["NO_COLOR": "1"])
    #expect(narrow.output.split(separator: "\n").allSatisfy { $0.count <= 50 }, "\(narrow)")
    #expect(narrow.output.count > piped.output.count)
    let listing = ["list", Self.golden, "--column", "Site Count", "--format", "table"]
    let list = try Tool.run(listing)
    #expect(list.status == 0, "\(list)")
    #expect(!list.output.contains(".."))
    #expect(try onTerminal(listing, columns: 60).output.contains(".."))
  }

  /// One word for one thing, whichever command: `--format`, and its two short forms.
  @Test(arguments: ["csv", "json"]) func shortFormsOfTheFormat(_ format: String) throws {
    for command in [
      ["rules", "show"], ["list", Self.golden, "--column", "unclassified"],
      ["diff", Self.golden, Self.golden],
    ] {
      let long = try Tool.run(command + ["--format", format])
      #expect(long.status == 0, "\(long)")
      #expect(long.output == (try Tool.run(command + ["--" + format])).output)
      #expect(try Tool.run(command + ["--format", format, "--" + format]).status == 64)
    }
  }

  @Test func theListAsATable() throws {
    let run = try Tool.run([
      "list", Self.golden, "--column", "orphan owners", "--format", "table",
    ])
    #expect(run.status == 0, "\(run)")
    let lines = run.output.split(separator: "\n")
    let csv = try Tool.run(["list", Self.golden, "--column", "orphan owners"])
    #expect(lines.count == csv.output.split(separator: "\n").count)
    #expect(lines[0].hasPrefix("Customer PKID             Customer"))
    #expect(!lines[0].contains("Facts"), "no phone has facts")
    #expect(lines.contains { $0.contains("R3-GHOST") && $0.contains("ghost") })
    let none = try Tool.run([
      "list", Self.golden, "--column", "orphan owners", "--format", "table", "--customer",
      "5b000000000000000000000a",
    ])
    #expect(none.status == 0)
  }

  @Test func theSummaryAsCSV() throws {
    let workdir = try Workdir()
    let run = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("reports"), "--format", "csv", "--quiet",
    ])
    #expect(run.status == 0, "\(run)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "Provider,Section,Name,Count")
    #expect(lines.count { $0.contains(",columns,") } == 36)
    #expect(lines.contains { $0.hasSuffix(",totals,customers,5") }, "\(run.output)")
  }

  /// A record may have characters that move the cursor. Programs that read CSV get them unchanged.
  @Test func csvOnATerminalHasNoControlCharacters() throws {
    let workdir = try Workdir()
    let dump = workdir.path("dump")
    try FileManager.default.copyItem(
      atPath: Repository.path("Tests/Golden/licence-edges/dump"), toPath: dump)
    try workdir.write(
      "dump/more.jsonl",
      #"{"meta":{"model_type":"data/\u001b[2J\u0007\u009bx","path":"sys"},"data":{}}"#)
    let arguments = ["audit", dump, "-o", workdir.path("reports"), "--csv", "--quiet", "--force"]
    let piped = try Tool.run(arguments)
    #expect(piped.output.contains("skippedModels,data/\u{1B}[2J\u{7}\u{9B}x,1\n"), "\(piped)")
    let shown = try onTerminal(arguments)
    #expect(shown.output.contains("skippedModels,data/?[2J??x,1\n"), "\(shown)")
    let controls = shown.output.unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls.isEmpty)
  }
}
