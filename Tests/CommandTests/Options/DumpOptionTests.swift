import Foundation
import TestSupport
import Testing

/// The options of reading dumps have an effect in every command that accepts them.
@Suite struct DumpOptionTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  /// The arguments with which each command reads a dump; the first one is its name.
  private static func arguments(_ workdir: Workdir) -> [String: [String]] {
    let dump = workdir.path("dump")
    return [
      "audit": ["audit", dump, "-o", workdir.path("reports")],
      "bill": ["bill", dump, "--contract", Repository.path("data/contract.json")],
      "convert": ["convert", dump, "-o", workdir.path("a.ucol")],
      "diff": ["diff", golden, dump],
      "explain": ["explain", dump, "--user", "lic11"],
      "export": ["export", dump, "--parquet", workdir.path("tables")],
      "list": ["list", dump, "--column", "unclassified"],
      "pack": ["pack", dump, "-o", workdir.path("dump.pack")],
      "report": [
        "report", dump, "-o", workdir.path("page.html"), "--date-time", "2026-06-30 12:00",
      ],
    ]
  }

  /// The golden dump, and one record that is malformed.
  private func workdir() throws -> Workdir {
    let workdir = try Workdir()
    try FileManager.default.copyItem(atPath: Self.golden, toPath: workdir.path("dump"))
    try workdir.write("dump/bad.jsonl", "{\"meta\": 1}\n")
    return workdir
  }

  /// The parser's own description of the commands: name and long options of each.
  private struct Description: Decodable {
    struct Command: Decodable {
      var commandName: String
      var arguments: [Argument]?
      var subcommands: [Command]?
    }

    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var names: [Name]?
    }

    var command: Command
  }

  /// The commands that accept an option and read dumps: import reads exports of other systems.
  private func commands(accepting option: String) throws -> Set<String> {
    let run = try Tool.run(["--experimental-dump-help"])
    let root = try JSONDecoder().decode(Description.self, from: Data(run.output.utf8)).command
    let commands = (root.subcommands ?? []).filter { command in
      command.commandName != "import"
        && (command.arguments ?? []).contains { ($0.names ?? []).contains { $0.name == option } }
    }
    return Set(commands.map(\.commandName))
  }

  /// Runs every command that accepts an option, each in a directory of its own.
  private func forEachCommand(
    accepting option: String, adding options: (Workdir) -> [String],
    _ check: (String, Tool.Run, Workdir) throws -> Void
  ) throws {
    let accepting = try commands(accepting: option)
    #expect(accepting.isSuperset(of: ["audit", "convert"]))
    for command in accepting.sorted() {
      let workdir = try workdir()
      guard let arguments = Self.arguments(workdir)[command] else {
        Issue.record("no arguments to try --\(option) of \(command)")
        continue
      }
      try check(command, try Tool.run(arguments + options(workdir)), workdir)
    }
  }

  @Test func aMalformedRecordStopsEveryCommand() throws {
    try forEachCommand(accepting: "on-error", adding: { _ in [] }) { command, run, _ in
      #expect(run.status == 65, "\(command): \(run)")
    }
  }

  @Test func rejectedRecordsAreKeptAndGiveAStatus() throws {
    try forEachCommand(
      accepting: "reject-file",
      adding: { ["--on-error", "reject", "--reject-file", $0.path("kept.jsonl")] }
    ) { command, run, workdir in
      #expect(run.status == 5, "\(command): \(run)")
      let kept = try String(contentsOfFile: workdir.path("kept.jsonl"), encoding: .utf8)
      #expect(kept.split(separator: "\n").count == 1, "\(command): \(kept)")
      #expect(kept.contains(#""line": 1"#), "\(command): \(kept)")
    }
  }

  @Test func timesAreShown() throws {
    try forEachCommand(
      accepting: "timings", adding: { _ in ["--on-error", "reject", "--timings"] }
    ) { command, run, _ in
      #expect(
        run.errors.contains("\nread: ") || run.errors.hasPrefix("read: "), "\(command): \(run)")
      #expect(run.errors.contains("peak memory: "), "\(command): \(run)")
    }
  }

  @Test func progressIsShown() throws {
    let options = ["--on-error", "reject", "--progress"]
    try forEachCommand(accepting: "progress", adding: { _ in options + ["plain"] }) {
      command, run, workdir in
      let others = try Workdir()
      try FileManager.default.copyItem(
        atPath: workdir.path("dump"), toPath: others.path("dump"))
      let silent = try Tool.run(Self.arguments(others)[command]! + options + ["none"])
      let lines = run.errors.split(separator: "\n").count
      #expect(lines > silent.errors.split(separator: "\n").count, "\(command): \(run)")
    }
  }
}
