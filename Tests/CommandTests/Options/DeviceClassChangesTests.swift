import Foundation
import TestSupport
import Testing

/// `--device-classes-add`: lines that change the table of devices, in place of a whole other table.
@Suite struct DeviceClassChangesTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  /// The anonymous report of an audit.
  private func report(_ input: String, _ options: [String], in directory: String) throws -> String {
    let reports = workdir.path(directory)
    let run = try Tool.run(["audit", input, "-o", reports, "--quiet"] + options)
    try #require(run.status == 0, "\(run)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: reports).first {
        $0.contains("_anonymous_2") && $0.hasSuffix(".csv")
      })
    return try String(contentsOfFile: "\(reports)/\(name)", encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n")
  }

  /// The same as the whole table with the line changed by hand, of a dump and of a columnar file.
  @Test func changedLinesAreThoseOfAWholeTable() throws {
    let changes = try workdir.write(
      "changes.csv", "enum,name,class\n,  CISCO  8841 ,none\n,Our Own Phone 1,analog\n")
    let table = try String(
      contentsOfFile: Repository.path("data/device-classes.csv"), encoding: .utf8)
    let lines = table.split(separator: "\n").map(String.init).map { line in
      line.contains(",Cisco 8841,") ? line.replacing(",phone", with: ",none") : line
    }
    #expect(lines.contains { $0.hasSuffix(",Cisco 8841,none") })
    let whole = try workdir.write("whole.csv", (lines + [""]).joined(separator: "\n"))
    let file = workdir.path("d.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", file]).status == 0)
    let plain = try report(Self.golden, [], in: "plain")
    for (index, input) in [Self.golden, file].enumerated() {
      let changed = try report(
        input, ["--device-classes-add", changes], in: "changed-\(index)")
      let expected = try report(input, ["--device-classes", whole], in: "whole-\(index)")
      #expect(changed == expected && changed != plain)
    }
    let provenance = try #require(
      try FileManager.default.contentsOfDirectory(atPath: workdir.path("changed-0")).first {
        $0.contains("provenance") && $0.hasSuffix(".json")
      })
    let text = try String(
      contentsOfFile: workdir.path("changed-0") + "/" + provenance, encoding: .utf8)
    #expect(text.contains("built-in device-classes.csv with \(changes)"))
    #expect(text.contains(#""device-classes-add": "\#(changes)""#))
  }

  /// A configuration has one file or several; those of the command line come after them.
  @Test func configurationsHaveChangesToo() throws {
    try workdir.write("none.csv", "enum,name,class\n,Cisco 8841,none\n")
    let phone = try workdir.write("phone.csv", "enum,name,class\n,Cisco 8841,phone\n")
    let one = try workdir.write("one.json", #"{"device-classes-add": "none.csv"}"#)
    let two = try workdir.write("two.json", #"{"device-classes-add": ["none.csv", "phone.csv"]}"#)
    let plain = try report(Self.golden, [], in: "plain")
    let none = try report(
      Self.golden, ["--device-classes-add", workdir.path("none.csv")], in: "none")
    #expect(none != plain)
    #expect(try report(Self.golden, ["--config", one], in: "one") == none)
    #expect(try report(Self.golden, ["--config", two], in: "two") == plain)
    #expect(
      try report(
        Self.golden, ["--config", one, "--device-classes-add", phone], in: "both") == plain)
    let bad = try workdir.write("bad.json", #"{"device-classes-add": [true]}"#)
    let run = try Tool.run(["audit", Self.golden, "-o", workdir.path("bad"), "--config", bad])
    #expect(
      run.status == 65 && run.errors.contains("the path of a file, or a list of them"), "\(run)")
  }

  /// A file of changes is checked like a table, and the last one decides.
  @Test func changesAreCheckedAndTakenInOrder() throws {
    let none = try workdir.write("none.csv", "enum,name,class\n,Cisco 8841,none\n")
    let phone = try workdir.write("phone.csv", "enum,name,class\n,Cisco 8841,phone\n")
    let both = ["--device-classes-add", none, "--device-classes-add", phone]
    #expect(try report(Self.golden, both, in: "both") == report(Self.golden, [], in: "plain"))
    #expect(try Tool.run(["data", "check", "device-classes", none]).status == 0)
    let bad = try workdir.write("bad.csv", "enum,name,class\n,Cisco 8841,lamp\n")
    let run = try Tool.run([
      "audit", Self.golden, "-o", workdir.path("bad"), "--device-classes-add", bad,
    ])
    #expect(run.status == 65 && run.errors.contains("bad.csv:2: "), "\(run)")
    #expect(!FileManager.default.fileExists(atPath: workdir.path("bad")))
  }

  /// A quiet conversion prints nothing, and writes the same.
  @Test func conversionsCanBeQuiet() throws {
    let (loud, quiet) = (workdir.path("loud.ucol"), workdir.path("quiet.ucol"))
    #expect(try Tool.run(["convert", Self.golden, "-o", loud]).output.contains("Written: "))
    let run = try Tool.run(["convert", Self.golden, "-o", quiet, "--quiet"])
    #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
    #expect(
      try Data(contentsOf: URL(filePath: loud)) == Data(contentsOf: URL(filePath: quiet)))
    #expect(try Tool.run(["convert", Self.golden, "--dry-run", "--quiet"]).status == 64)
  }

  /// The help of rules explains conditions.
  @Test func helpOfRulesExplainsTheLanguage() throws {
    let run = try Tool.run(["help", "rules"])
    for word in ["U and P = 1", "column('", "\"exclusive\"", "\"licensed\"", "PX PexIP"] {
      #expect(run.output.contains(word), "\(word)")
    }
  }
}
