import Foundation
import TestSupport
import Testing

/// Every command that has a result can be silent about it, or say it as JSON.
@Suite struct QuietAndJSONTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")
  private static let rules = Repository.path("data/rules-4.1.5.json")

  private func json(_ run: Tool.Run) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run)")
  }

  @Test func conversionsSayWhatTheyWrote() throws {
    let workdir = try Workdir()
    let path = workdir.path("a.ucol")
    let convert = ["convert", Self.golden, "-o", path, "--with-identities"]
    let found = try json(try Tool.run(convert + ["--json"]))
    #expect(found["output"] as? String == path)
    #expect(found["identities"] as? String == workdir.path("a.identities"))
    #expect(found["customers"] as? Int == 5 && found["persons"] as? Int == 284)
    #expect(found["bytes"] as? Int == (try workdir.files(in: "."))["a.ucol"]?.count)
    #expect(found["rejectedRecords"] as? Int == 0)
    let refused = [["--csv"], ["--quiet", "--json"]]
    for options in refused {
      #expect(try Tool.run(convert + ["--force"] + options).status == 64, "\(options)")
    }
  }

  @Test func exportsAndPagesSayWhatTheyWrote() throws {
    let workdir = try Workdir()
    let tables = try Tool.run([
      "export", Self.golden, "--parquet", workdir.path("tables"), "--json",
    ])
    let found = try #require(try json(tables)["tables"] as? [[String: Any]])
    #expect(found.map { $0["table"] as? String } == ["customers", "persons", "devices", "counts"])
    let rows = found.map { $0["rows"] as? Int }
    // A shared phone is a row for each of its owners.
    #expect(rows[0] == 5 && rows[1] == 284 && rows[2] ?? 0 > 268 && rows[3] == 5)
    let page = workdir.path("page.html")
    let shown = try json(
      try Tool.run([
        "report", Self.golden, "-o", page, "--date-time", "2026-06-30 12:00", "--json",
      ]))
    #expect(shown["output"] as? String == page && shown["customers"] as? Int == 5)
    #expect(shown["bytes"] as? Int == (try Data(contentsOf: URL(filePath: page))).count)
    for options in [["--quiet"], ["--force", "-o", "-"]] {
      let run = try Tool.run(["report", Self.golden, "-o", page, "--json"] + options)
      #expect(run.status == 64, "\(run)")
    }
  }

  /// A verdict for each file, sound or not; the status is that of the lines.
  @Test func verdictsOnFiles() throws {
    let workdir = try Workdir()
    let path = workdir.path("a.ucol")
    #expect(try Tool.run(["convert", Self.golden, "-o", path, "--quiet"]).status == 0)
    var bytes = try #require(try workdir.files(in: ".")["a.ucol"])
    bytes[bytes.count / 2] ^= 1
    let damaged = try workdir.write("b.ucol", bytes)
    let contract = try workdir.write("rules.json", "{}")
    let profile = Repository.path("data/dump-profile.json")
    let commands: [([String], [String], Int32)] = [
      (["verify"], [path, damaged], 4), (["rules", "check"], [Self.rules, contract], 65),
      (["data", "check", "dump-profile"], [profile, contract], 65),
    ]
    for (command, files, status) in commands {
      let run = try Tool.run(command + files + ["--json"])
      #expect(run.status == status, "\(run)")
      let found = try #require(try json(run)["files"] as? [[String: Any]])
      #expect(found.map { $0["file"] as? String } == files)
      #expect(found.map { $0["isSound"] as? Bool } == [true, false])
      #expect((found[0]["text"] as? String)?.isEmpty == false && found[0]["status"] == nil)
      #expect(found[1]["status"] as? Int == Int(status))
      let error = try #require(found[1]["error"] as? String)
      #expect(run.errors.contains("error: \(error)"))
      let quiet = try Tool.run(command + [files[0], "--quiet"])
      #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty, "\(quiet)")
      #expect(try Tool.run(command + files + ["--quiet", "--json"]).status == 64)
    }
  }

  /// Customers are rows, and a pipe gets all of them.
  @Test func inspectionsShowAllCustomers() throws {
    let workdir = try Workdir()
    let path = workdir.path("many.ucol")
    var dump = ""
    for number in 100..<150 {
      dump +=
        Cluster(
          name: "\(number)", providerPKID: Cluster.pkid("a1"),
          customerPKID: Cluster.pkid("\(number)"), userCount: 1
        ).text
    }
    let file = try workdir.write("many.jsonl", dump)
    #expect(try Tool.run(["convert", file, "-o", path, "--quiet"]).status == 0)
    let csv = try Tool.run(["inspect", path, "--csv"]).output.split(separator: "\n")
    #expect(csv.first == "Customer PKID,Users,Persons,Devices,Sites")
    #expect(
      csv.dropFirst().map(String.init)
        == (100..<150).map { "\(Cluster.pkid("\($0)")),1,1,1,1" })
    let table = try Tool.run(["inspect", path]).output
    for number in 100..<150 { #expect(table.contains(Cluster.pkid("\(number)"))) }
    #expect(!table.contains("more; JSON has all"))
  }

  /// Only what has rows offers CSV.
  @Test func onlyRowsAreOfferedAsCSV() throws {
    for command in ["explain", "import"] {
      let help = try Tool.run(["help", command]).output
      #expect(help.contains("--json") && !help.contains("csv>") && !help.contains("--csv"))
    }
    #expect(try Tool.run(["help", "inspect"]).output.contains("--csv"))
  }

  @Test func importsCanBeQuiet() throws {
    let workdir = try Workdir()
    let sources = Repository.path("data/sample-sources/sources.json")
    let loud = try Tool.run(["import", sources, "-o", workdir.path("loud")])
    let quiet = try Tool.run(["import", sources, "-o", workdir.path("quiet"), "--quiet"])
    #expect(loud.status == 0 && !loud.output.isEmpty, "\(loud)")
    #expect(quiet.status == 0 && quiet.output.isEmpty, "\(quiet)")
    #expect(!quiet.errors.contains("Customers"))
    #expect(try workdir.files(in: "loud").keys == workdir.files(in: "quiet").keys)
    for option in ["--json", "--dry-run"] {
      let run = try Tool.run(["import", sources, "--quiet", option])
      #expect(run.status == 64, "\(run)")
    }
  }
}
