import Foundation
import TestSupport
import Testing

/// `diff` as users and scripts meet it.
@Suite struct DiffCommandTests {
  private static let golden = Repository.path("Tests/Golden/every-rule/dump")

  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  /// Audits the golden dump and returns the anonymous report.
  private func audited(into name: String) throws -> String {
    let directory = workdir.path(name)
    expect(try Tool.run(["audit", Self.golden, "-o", directory]), 0)
    let report = try FileManager.default.contentsOfDirectory(atPath: directory).first {
      $0.contains("_anonymous_2") && $0.hasSuffix(".csv")
    }
    return directory + "/" + (try #require(report))
  }

  @Test func aDumpItsFileAndItsReportAreTheSame() throws {
    let report = try audited(into: "reports")
    let file = workdir.path("d.ucol")
    expect(try Tool.run(["convert", Self.golden, "-o", file]), 0)
    let sides = [Self.golden, file, report, workdir.path("reports")]
    for before in sides {
      let run = try Tool.run(["diff", before, sides[2]])
      expect(run, 0)
      #expect(run.output == "No difference: 5 customers.\n")
    }
    expect(try Tool.run(["diff", file, Self.golden]), 0)
  }

  /// Options of reading are for the dump; a columnar file needs none.
  @Test func aFileAndADumpTakeTheOptionsOfDumps() throws {
    let file = workdir.path("d.ucol")
    expect(try Tool.run(["convert", Self.golden, "-o", file]), 0)
    let options = [
      "--allow-incomplete", "--on-error", "reject", "--profile",
      Repository.path("data/dump-profile.json"),
    ]
    for sides in [[file, Self.golden], [Self.golden, file]] {
      expect(try Tool.run(["diff"] + sides + options), 0)
    }
    expect(try Tool.run(["diff", file, file] + options), 64, "is for dumps")
  }

  @Test func aChangedNumberShowsInEveryForm() throws {
    let report = try audited(into: "reports")
    let text = try String(contentsOf: URL(filePath: report), encoding: .utf8)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let row = try #require(lines.lastIndex { $0.contains(",") })
    var fields = lines[row].split(separator: ",").map(String.init)
    let count = try #require(Int(fields[35]))
    fields[35] = String(count + 1)
    lines[row] = fields.joined(separator: ",")
    let changed = try workdir.write("changed.csv", Array(lines.joined(separator: "\n").utf8))

    let table = try Tool.run(["diff", report, changed])
    expect(table, 1)
    #expect(table.output.contains("Customer \(fields[0]), changed: '@Cedar\n"))
    #expect(table.output.hasPrefix("Before  \(report): Grove Telecom · vlf-golden.example"))
    #expect(table.errors.contains("changed.csv: no breakdown beside it; licences are not compared"))
    let summary = try Tool.run(["diff", report, changed, "--summary"])
    expect(summary, 1)
    #expect(summary.output.hasSuffix("\nNot shown: 1 customer that changed.\n"), "\(summary)")
    #expect(table.output.contains("Site Count"))
    let csv = try Tool.run(["diff", report, changed, "--csv"])
    expect(csv, 1)
    #expect(
      csv.output == """
        Customer PKID,Status,Column,Before,After,Change,Name
        \(fields[0]),changed,Site Count,\(count),\(count + 1),1,'@Cedar

        """)
    let json = try Tool.run(["diff", report, changed, "--json"])
    expect(json, 1)
    _ = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let quiet = try Tool.run(["diff", report, changed, "--quiet"])
    expect(quiet, 1)
    #expect(quiet.output.isEmpty && quiet.errors.contains("licences are not compared"))
  }

  /// Licences come from the breakdowns: one user gets 11 phones instead of 1, so one more licence.
  @Test func licencesAreCompared() throws {
    func dump(_ phones: Int, _ name: String) throws -> String {
      func node(_ path: String, _ name: String, _ type: String) -> String {
        let pkid = type == "Customer" ? #", "pkid": "5e54067d116fa1004631322a""# : ""
        return #"{"meta": {"model_type": "data/HierarchyNode", "path": "\#(path)"\#(pkid)}, "#
          + #""data": {"name": "\#(name)", "node_type": "\#(type)"}}"#
      }
      let meta = #"{"meta": {"path": "sys.P.A.S", "model_type": "device/cucm/"#
      var records = [
        node("sys", "P", "Provider"), node("sys.P", "A", "Customer"), node("sys.P.A", "S", "Site"),
        meta + #"User"}, "data": {"userid": "u"}}"#,
      ]
      for phone in 0..<phones {
        records.append(
          meta + #"Phone"}, "data": {"name": "SEP\#(phone)", "product": "Cisco 8845", "#
            + #""ownerUserName": "u"}}"#)
      }
      return try workdir.write(name, Array(records.joined(separator: "\n").utf8))
    }
    let before = try dump(1, "before.jsonl")
    let after = try dump(11, "after.jsonl")
    expect(try Tool.run(["audit", before, "-o", workdir.path("before")]), 0)
    let run = try Tool.run(["diff", workdir.path("before"), after, "--csv"])
    expect(run, 1)
    let pkid = "5e54067d116fa1004631322a"
    #expect(run.output.contains("\(pkid),changed,User Licenses,1,2,1,A\n"), "\(run)")
    #expect(run.output.contains("\(pkid),changed,Additional Licenses,0,1,1,A\n"))
    #expect(!run.output.contains("Licensed Users"), "1 before and after")
    let table = try Tool.run(["diff", workdir.path("before"), after])
    #expect(table.output.contains("Customer \(pkid), changed: A\n"), "\(table)")
    // The same from the files beside each other: names are in the identities.
    let file = workdir.path("after.ucol")
    expect(try Tool.run(["convert", after, "-o", file, "--with-identities"]), 0)
    let named = try Tool.run(["diff", workdir.path("before"), file, "--csv"])
    #expect(named.output == run.output)
    // Those of another file are not its names.
    expect(try Tool.run(["convert", before, "-o", workdir.path("b.ucol"), "--with-identities"]), 0)
    try FileManager.default.removeItem(atPath: workdir.path("after.identities"))
    try FileManager.default.copyItem(
      atPath: workdir.path("b.identities"), toPath: workdir.path("after.identities"))
    let other = try Tool.run(["diff", file, before])
    expect(other, 1, "after.identities: does not belong to")
  }

  /// The customer with most licences more comes first, then the one with most changes.
  @Test func theLargestChangesComeFirst() throws {
    func dump(_ phones: [(Int, Int)], _ name: String) throws -> String {
      var records = [
        #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys"}, "#
          + #""data": {"name": "P", "node_type": "Provider"}}"#
      ]
      for (customer, counts) in phones.enumerated() {
        let path = "sys.P.C\(customer)"
        records += [
          #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys.P", "#
            + #""pkid": "5e54067d116fa1004631322\#(customer)"}, "#
            + #""data": {"name": "C\#(customer)", "node_type": "Customer"}}"#,
          #"{"meta": {"model_type": "data/HierarchyNode", "path": "\#(path)"}, "#
            + #""data": {"name": "S", "node_type": "Site"}}"#,
        ]
        let meta = #"{"meta": {"path": "\#(path).S", "model_type": "device/cucm/"#
        for user in 0..<counts.0 {
          records.append(meta + #"User"}, "data": {"userid": "u\#(user)"}}"#)
        }
        for phone in 0..<counts.1 {
          records.append(
            meta + #"Phone"}, "data": {"name": "SEP\#(phone)", "product": "Cisco 8845"}}"#)
        }
      }
      return try workdir.write(name, Array(records.joined(separator: "\n").utf8))
    }
    // Users and standalone phones: C0 is the same, C1 gets 9 phones, C2 loses 2 users, C3 gets 1.
    let before = try dump([(2, 1), (1, 1), (3, 0), (1, 0)], "b.jsonl")
    let after = try dump([(2, 1), (1, 10), (1, 0), (2, 0)], "a.jsonl")
    let run = try Tool.run(["diff", before, after])
    expect(run, 1)
    let order = run.output.split(separator: "\n").filter { $0.hasPrefix("Customer ") }
      .map { String($0.suffix(2)) }
    #expect(order == ["C2", "C3", "C1"], "\(run)")
    let top = try Tool.run(["diff", before, after, "--top", "2"])
    #expect(top.output.hasSuffix("\nNot shown: 1 customer that changed less.\n"), "\(top)")
    #expect(top.output.contains("C3\n") && !top.output.contains("C1\n"), "\(top)")
    let csv = try Tool.run(["diff", before, after, "--top", "1", "--csv"])
    #expect(
      csv.output.hasPrefix(
        "Customer PKID,Status,Column,Before,After,Change,Name\n"
          + "5e54067d116fa10046313222,changed,User Licenses,3,1,-2,C2\n"), "\(csv)")
    expect(try Tool.run(["diff", before, after, "--top", "-1"]), 64)
    expect(try Tool.run(["diff", before, after, "--top", "1", "--summary"]), 64)
  }

  /// u gets a second phone, v is gone, w is new with eleven phones, x stays.
  @Test func personsWhoMovedAreNamed() throws {
    func dump(_ phones: [(String, Int)], _ name: String) throws -> String {
      var records = [
        #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys"}, "#
          + #""data": {"name": "P", "node_type": "Provider"}}"#,
        #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys.P", "#
          + #""pkid": "5e54067d116fa1004631322a"}, "#
          + #""data": {"name": "A", "node_type": "Customer"}}"#,
        #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys.P.A"}, "#
          + #""data": {"name": "S", "node_type": "Site"}}"#,
      ]
      let meta = #"{"meta": {"path": "sys.P.A.S", "model_type": "device/cucm/"#
      for (user, count) in phones {
        records.append(meta + #"User"}, "data": {"userid": "\#(user)"}}"#)
        for phone in 0..<count {
          records.append(
            meta + #"Phone"}, "data": {"name": "SEP\#(user)\#(phone)", "product": "Cisco 8845", "#
              + #""ownerUserName": "\#(user)"}}"#)
        }
      }
      return try workdir.write(name, Array(records.joined(separator: "\n").utf8))
    }
    let before = try dump([("u", 1), ("v", 1), ("x", 0)], "b.jsonl")
    let after = try dump([("u", 2), ("w", 11), ("x", 0)], "a.jsonl")
    let one = "One Phone (No VM & No WebEx & No Spark)"
    let csv = try Tool.run(["diff", before, after, "--persons", "--csv"])
    expect(csv, 1)
    let pkid = "5e54067d116fa1004631322a"
    #expect(
      csv.output == """
        Customer PKID,Customer,Kind,Name,Column Before,Column After,Licences Before,Licences After
        \(pkid),A,user,u,\(one),Multiple Phones,1,1
        \(pkid),A,user,v,\(one),,1,
        \(pkid),A,user,w,,Multiple Phones,,2

        """, "\(csv)")
    // The same from files with identities, and in the other forms.
    var files: [String] = []
    for dump in [before, after] {
      files.append(dump.replacing(".jsonl", with: ".ucol"))
      expect(try Tool.run(["convert", dump, "-o", files[files.count - 1], "--with-identities"]), 0)
    }
    #expect(try Tool.run(["diff"] + files + ["--persons", "--csv"]).output == csv.output)
    let json = try Tool.run(["diff"] + files + ["--persons", "--json"])
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let persons = try #require(document["persons"] as? [[String: Any]])
    #expect(persons.map { $0["name"] as? String } == ["u", "v", "w"])
    #expect(persons[1]["after"] == nil && persons[2]["before"] == nil)
    let table = try Tool.run(["diff"] + files + ["--persons", "--top", "2"])
    #expect(table.output.contains("\nPersons that changed\n"), "\(table)")
    #expect(table.output.hasSuffix("\nNot shown: 1 person.\n"), "\(table)")
    #expect(try Tool.run(["diff", files[0], files[0], "--persons"]).status == 0)
    let report = try audited(into: "reports")
    expect(try Tool.run(["diff", report, after, "--persons"]), 64, "a report has no persons")
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    let report = try audited(into: "reports")
    let none = workdir.path("none")
    expect(try Tool.run(["diff", report, none]), 66, "none")
    expect(try Tool.run(["diff", report, none + ".csv"]), 66, "none.csv")
    expect(try Tool.run(["diff", report]), 64)
    expect(try Tool.run(["diff", report, report, "--csv", "--json"]), 64)
    expect(try Tool.run(["diff", "-", "-"]), 64)
    // A report that was changed after it was hashed.
    var bytes = Array(try Data(contentsOf: URL(filePath: report)))
    bytes[bytes.count - 2] ^= 1
    try Data(bytes).write(to: URL(filePath: report))
    expect(try Tool.run(["diff", report, Self.golden]), 4, "SHA-256", ".hash", "hint: ")
    let broken = try workdir.write("broken.csv", Array("a,b\n".utf8))
    expect(try Tool.run(["diff", Self.golden, broken]), 65, "broken.csv:1: byte 0", "expected")
  }
}
