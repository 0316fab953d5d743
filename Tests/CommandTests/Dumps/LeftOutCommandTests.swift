import Foundation
import TestSupport
import Testing

/// `ucensus list --left-out`: the records that conditions of the dump profile leave out.
@Suite struct LeftOutCommandTests {
  private let workdir: Workdir
  private let dump: String

  init() throws {
    workdir = try Workdir()
    dump = try workdir.write("d.jsonl", Self.nodes + Self.accounts.joined())
  }

  private static let nodes =
    Cluster.node("PRV", "Provider", "sys.hcs", Cluster.pkid("1"))
    + Cluster.node("ALD", "Customer", "sys.hcs.PRV", Cluster.pkid("2"))
    + Cluster.node("S", "Site", "sys.hcs.PRV.ALD", Cluster.pkid("3"))
    + Cluster.node("BIR", "Customer", "sys.hcs.PRV", Cluster.pkid("4"))

  /// Four count and five do not: by type, in other letters, by the second condition, above every
  /// customer, and in another customer.
  private static let accounts = [
    account("t0@a", "sys.hcs.PRV.ALD.S", #""AccountType": "User""#),
    account("t1@a", "sys.hcs.PRV.ALD.S", #""AccountType": "ResourceAccount""#),
    account("t2@a", "sys.hcs.PRV.ALD.S", #""AccountType": " USER ""#),
    account("t3@a", "sys.hcs.PRV.ALD.S", #""AccountType": "guest""#),
    account("t4@a", "sys.hcs.PRV.ALD.S", #""AccountType": null"#),
    account("t5@a", "sys.hcs.PRV.ALD", #""SoftDeletionTimestamp": "2026-01-02""#),
    account("t6@a", "sys.hcs.PRV", #""AccountType": "IneligibleUser""#),
    account("=t7@a", "sys.hcs.PRV.BIR", #""AccountType": "Guest""#),
    account("t8@a", "sys.hcs.PRV.BIR", #""Other": 1"#),
  ]

  private static func account(_ name: String, _ path: String, _ field: String) -> String {
    #"{"meta": {"model_type": "device/msteamsonline/CsOnlineUser", "path": "\#(path)"}, "#
      + #""data": {"UserPrincipalName": "\#(name)", \#(field)}}"# + "\n"
  }

  private static let head =
    "Customer PKID,Customer,Kind,Name,Condition,Value,Model,File,Line,Place\n"

  private func rows(_ file: String) -> [String] {
    let (alder, birch) = ("\(Cluster.pkid("2")),ALD", "\(Cluster.pkid("4")),BIR")
    let model = "device/msteamsonline/CsOnlineUser,\(file)"
    return [
      "\(alder),record,t1@a,AccountType,ResourceAccount,\(model),6,sys.hcs.PRV.ALD.S\n",
      "\(alder),record,t3@a,AccountType,guest,\(model),8,sys.hcs.PRV.ALD.S\n",
      "\(alder),record,t5@a,SoftDeletionTimestamp,2026-01-02,\(model),10,sys.hcs.PRV.ALD\n",
      ",,record,t6@a,AccountType,IneligibleUser,\(model),11,sys.hcs.PRV\n",
      "\(birch),record,'=t7@a,AccountType,Guest,\(model),12,sys.hcs.PRV.BIR\n",
    ]
  }

  private func list(_ arguments: [String]) throws -> Tool.Run {
    try Tool.run(["list"] + arguments + ["--left-out"])
  }

  /// The rows, worked out by hand; as many as the summary counts.
  @Test func recordsAreListedWithWhatDecided() throws {
    let run = try list([dump])
    #expect(run.status == 0 && run.output == Self.head + rows(dump).joined(), "\(run)")
    let audit = try Tool.run(["audit", dump, "-o", workdir.path("r")])
    #expect(audit.output.contains(#/CsOnlineUser: AccountType +4\n/#), "\(audit.output)")
    #expect(audit.output.contains(#/CsOnlineUser: SoftDeletionTimestamp +1\n/#))
  }

  @Test func oneCustomerIsListedByItsPKIDOrName() throws {
    for customer in ["BIR", Cluster.pkid("4")] {
      let run = try list([dump, "--customer", customer])
      #expect(run.output == Self.head + rows(dump)[4], "\(run)")
    }
    #expect(try list([dump, "--customer", "BIRR"]).status == 64)
  }

  /// In pages, packed and through a pipe the same records are left out, on the lines of the text.
  @Test func formsAndPackingsMakeTheSameRows() throws {
    let records = Self.accounts.map { String($0.dropLast()) }
    try workdir.write("pages/nodes.jsonl", Self.nodes)
    try workdir.write(
      "pages/teams.json",
      #"{"pagination": {"skip": 0, "total": 9}, "resources": ["# + "\n"
        + records.joined(separator: ",\n") + "\n]}")
    let pages = try list([workdir.path("pages")])
    let teams = workdir.path("pages/teams.json")
    let moved = [6: 3, 8: 5, 10: 7, 11: 8, 12: 9]
    let expected = moved.sorted { $0.key < $1.key }.enumerated().map { index, line in
      rows(teams)[index].replacing(",\(line.key),sys", with: ",\(line.value),sys")
    }
    #expect(pages.output == Self.head + expected.joined(), "\(pages)")
    let piped = try Tool.run(
      ["-c", #"gzip -c "$1" | "$2" list - --left-out"#, "sh", dump, Tool.path], program: "/bin/sh")
    #expect(piped.output == Self.head + rows("(standard input)").joined(), "\(piped)")
  }

  @Test func programsSeeWhatIsNull() throws {
    let profile = String(decoding: try Repository.bytes("data/dump-profile.json"), as: UTF8.self)
      .replacing(#"[null, "", "User"]"#, with: #"["User"]"#)
    let path = try workdir.write("profile.json", profile)
    let run = try list([dump, "--profile", path, "--json"])
    #expect(run.status == 0, "\(run)")
    #expect(run.output.split(separator: "\n").count { $0.contains(#""value": null"#) } == 3)
  }

  @Test func dumpWithoutSuchRecordsHasNoRows() throws {
    let plain = try workdir.write("plain.jsonl", Self.nodes + Self.accounts[0])
    #expect(try list([plain]).output == Self.head)
    #expect(try list([plain, "--format", "table"]).output == "No rows.\n")
  }

  /// A columnar file has the counts only.
  @Test func columnarFilesAreRefused() throws {
    let file = workdir.path("d.ucol")
    try #require(try Tool.run(["convert", dump, "-o", file, "--with-identities"]).status == 0)
    let run = try list([file])
    #expect(run.status == 64 && run.errors.contains("is a columnar file"), "\(run)")
    #expect(run.errors.contains("give the dump"))
    #expect(try Tool.run(["list", dump, "--left-out", "--all"]).status == 64)
  }
}
