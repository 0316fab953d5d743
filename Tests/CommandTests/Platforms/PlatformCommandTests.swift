import Foundation
import TestSupport
import Testing

/// Several platforms of one provider, and customers that several inputs hold, as users meet them.
@Suite struct PlatformCommandTests {
  private static let moment = ["--date-time", "2026-06-30 12:00"]
  private let workdir: Workdir

  init() throws { workdir = try Workdir() }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
  }

  private static func pkid(_ digits: String) -> String { Cluster.pkid(digits) }

  private static func node(_ name: String, _ type: String, _ path: String, _ pkid: String) -> String
  {
    Cluster.node(name, type, path, pkid)
  }

  /// A cluster of six users, converted.
  private func cluster(
    _ name: String, provider: String = "PRV", providerPKID: String, customerPKID: String,
    more: String = ""
  ) throws {
    let cluster = Cluster(
      name: name, provider: provider, providerPKID: providerPKID, customerPKID: customerPKID,
      more: more)
    expect(try cluster.convert(in: workdir), 0)
  }

  private func twoClusters() throws {
    try cluster("north", providerPKID: Self.pkid("a1"), customerPKID: Self.pkid("2"))
    try cluster("south", providerPKID: Self.pkid("b1"), customerPKID: Self.pkid("3"))
  }

  private func paths(_ names: String...) -> [String] { names.map { workdir.path($0) } }

  private func text(_ directory: String, _ part: String) throws -> String {
    let file = try #require(
      try workdir.files(in: directory).first { $0.key.contains(part) && !$0.key.hasSuffix(".hash") }
    )
    return String(decoding: file.value, as: UTF8.self)
  }

  private static let row = ",0,6" + String(repeating: ",0", count: 20)

  // MARK: Provider nodes

  /// The report of 12 users in two rows: six in `One Phone (No VM & No WebEx & No Spark)` in each.
  private func expectBoth(_ directory: String) throws {
    let rows = try text(directory, "_anonymous_2026").split(separator: "\n")
    #expect(rows.count == 14)
    #expect(rows[3] == "#Provider Name=PRV")
    #expect(rows[12].hasPrefix(Self.pkid("2") + Self.row), "\(rows[12])")
    #expect(rows[13].hasPrefix(Self.pkid("3") + Self.row), "\(rows[13])")
  }

  @Test func nodesOfOneNameInTwoFilesAreOneReport() throws {
    try twoClusters()
    for (directory, inputs) in [
      ("r1", paths("north.ucol", "south.ucol")), ("r2", paths("south.ucol", "north.ucol")),
    ] {
      let run = try Tool.run(
        ["audit"] + inputs + ["-o", workdir.path(directory)] + Self.moment)
      expect(run, 0)
      #expect(run.output.contains("One provider, 2 nodes of that name:"))
      #expect(run.output.contains("\(Self.pkid("a1")) in \(workdir.path("north.ucol"))"))
      #expect(run.output.contains("\(Self.pkid("b1")) in \(workdir.path("south.ucol"))"))
      try expectBoth(directory)
      let provenance = try text(directory, "_provenance_")
      #expect(provenance.contains("\"providerNodes\""))
      #expect(provenance.contains(Self.pkid("a1")) && provenance.contains(Self.pkid("b1")))
    }
    // In the page, in tables and in lists, too.
    let page = try Tool.run(["report", workdir.path("r1"), "-o", "-"])
    #expect(page.output.contains(Self.pkid("b1")))
    expect(
      try Tool.run(
        ["export"] + paths("north.ucol", "south.ucol") + ["--parquet", workdir.path("tables")]), 0)
    let list = try Tool.run(
      ["list"] + paths("north.ucol", "south.ucol")
        + ["--column", "One Phone (No VM & No WebEx & No Spark)"])
    #expect(list.output.split(separator: "\n").count == 13)
    for (pkid, status) in [(Self.pkid("A1"), Int32(0)), (Self.pkid("c1"), 64)] {
      expect(
        try Tool.run(
          ["audit"] + paths("north.ucol", "south.ucol")
            + ["-o", workdir.path("p\(status)"), "--provider", pkid]), status)
    }
  }

  @Test func dumpAndFileAreTwoInputs() throws {
    try twoClusters()
    expect(
      try Tool.run(
        ["audit"] + paths("north.ucol", "south.jsonl") + ["-o", workdir.path("r")] + Self.moment),
      0)
    try expectBoth("r")
  }

  @Test func partsOfPlatformsMerge() throws {
    try twoClusters()
    for (part, inputs) in [
      ("north.part", paths("north.ucol")), ("south.part", paths("south.ucol")),
      ("both.part", paths("north.ucol", "south.ucol")),
    ] {
      expect(
        try Tool.run(["audit"] + inputs + ["--partial", "-o", workdir.path(part)]), 0)
    }
    expect(try Tool.run(["verify"] + paths("both.part", "north.part")), 0)
    for (directory, parts) in [
      ("m1", paths("north.part", "south.part")), ("m2", paths("south.part", "north.part")),
      ("m3", paths("both.part")),
    ] {
      let run = try Tool.run(["merge"] + parts + ["-o", workdir.path(directory)] + Self.moment)
      expect(run, 0)
      #expect(run.output.contains("One provider, 2 nodes of that name:"))
      try expectBoth(directory)
    }
  }

  @Test func dumpsOfTwoPlatformsAreToBeConvertedApart() throws {
    try twoClusters()
    expect(
      try Tool.run(
        ["audit"] + paths("north.jsonl", "south.jsonl") + ["-o", workdir.path("r")]), 65,
      "given to two different nodes", "convert each by itself")
  }

  /// Two nodes of one name in one input are two providers, as ever.
  @Test func nodesOfOneNameInOneInputAreRefused() throws {
    let other =
      Self.node("PRV", "Provider", "sys.elsewhere", Self.pkid("c1"))
      + Self.node("CUS", "Customer", "sys.elsewhere.PRV", Self.pkid("4"))
    try cluster("north", providerPKID: Self.pkid("a1"), customerPKID: Self.pkid("2"), more: other)
    try cluster("south", providerPKID: Self.pkid("b1"), customerPKID: Self.pkid("3"))
    expect(
      try Tool.run(
        ["audit"] + paths("north.ucol", "south.ucol") + ["-o", workdir.path("r")]), 73,
      "two providers' reports would both be", "convert each by itself")
    expect(
      try Tool.run([
        "audit", workdir.path("north.ucol"), "-o", workdir.path("r"), "--provider", Self.pkid("c1"),
      ]), 0)
  }

  @Test func factsOfPlatformsMustAgree() throws {
    for name in ["north", "south"] {
      try workdir.write("\(name)-facts.json", "{\"hostname\": \"\(name)\"}")
    }
    try twoClusters()
    for name in ["north", "south"] {
      expect(
        try Tool.run([
          "convert", workdir.path("\(name).jsonl"), "-o", workdir.path("\(name).ucol"), "--force",
          "--platform", workdir.path("\(name)-facts.json"),
        ]), 0)
    }
    let audit = ["audit"] + paths("north.ucol", "south.ucol") + ["-o", workdir.path("r")]
    expect(try Tool.run(audit), 65, "\"hostname\"", "--platform")
    expect(try Tool.run(audit + ["--platform", workdir.path("north-facts.json")]), 0)
  }

  @Test func inspectShowsPKIDsOfProviders() throws {
    try twoClusters()
    let run = try Tool.run(["inspect", workdir.path("north.ucol")])
    #expect(run.output.contains("\(Self.pkid("a1"))  PRV"))
    let json = try Tool.run(["inspect", workdir.path("north.ucol"), "--json"])
    #expect(json.output.contains("\"providerPKIDs\": [\n    \"\(Self.pkid("a1"))\""))
  }

  // MARK: Findings

  @Test func findingsOfOneInputAreItsProviders() throws {
    let skipped = #"{"meta": {"model_type": "data/Other", "path": "sys"}, "data": {}}"# + "\n"
    try cluster(
      "north", provider: "P1", providerPKID: Self.pkid("a1"), customerPKID: Self.pkid("2"),
      more: skipped)
    try cluster(
      "south", provider: "P2", providerPKID: Self.pkid("b1"), customerPKID: Self.pkid("3"))
    let apart = try Tool.run(
      ["audit"] + paths("north.ucol", "south.ucol") + ["-o", workdir.path("r1"), "--csv"])
    expect(apart, 0)
    #expect(apart.output.contains("P1,skippedModels,data/Other,1\n"))
    #expect(!apart.output.contains("P2,skippedModels"))
    #expect(!apart.output.contains("\n,skippedModels"))
    // Of a dump with both, no single provider has them.
    let joined = try Tool.run(
      ["audit"] + paths("north.jsonl", "south.jsonl") + ["-o", workdir.path("r2"), "--csv"])
    expect(joined, 0)
    #expect(joined.output.contains("\n,skippedModels,data/Other,1\n"))
    #expect(!joined.output.contains("P1,skippedModels"))
    let table = try Tool.run(
      ["audit"] + paths("north.jsonl", "south.jsonl") + ["-o", workdir.path("r3")])
    #expect(table.output.components(separatedBy: "data/Other").count == 2)
  }

  // MARK: Shared customers

  @Test func twoMonthsOfOneClusterAreRefused() throws {
    try cluster("may", providerPKID: Self.pkid("a1"), customerPKID: Self.pkid("2"))
    try cluster("june", providerPKID: Self.pkid("a1"), customerPKID: Self.pkid("2"))
    let months = paths("may.ucol", "june.ucol")
    for command in [
      ["audit", "-o", workdir.path("r")], ["export", "--parquet", workdir.path("t")],
      ["audit", "--partial", "-o", workdir.path("p")], ["list", "--column", "unclassified"],
      ["explain", "--user", "u1"],
      ["audit", "--compare", Repository.path("data/rules-4.1.5.json")],
    ] {
      let run = try Tool.run(command + months)
      expect(
        run, 65, Self.pkid("2"), "may.ucol", "june.ucol", "two months", "--add-shared-customers")
    }
    #expect(try workdir.files(in: "r").isEmpty && workdir.files(in: "t").isEmpty)
    let added = try Tool.run(
      ["audit", "-o", workdir.path("r"), "--add-shared-customers", "--quiet"] + months)
    expect(added, 0, "warning: 1 customer occurs in several of the 2 inputs")
    #expect(added.output.isEmpty)
    #expect(try text("r", "_provenance_").contains("\"add-shared-customers\": \"true\""))
    #expect(try text("r", "_anonymous_2").contains(Self.pkid("2") + ",0,12,"))
  }

  // MARK: PKIDs are numbers

  @Test func spellingsOfOnePKIDAreOneCustomer() throws {
    let (small, capital) = (Self.pkid("abcdef02"), Self.pkid("ABCDEF02"))
    try cluster("may", providerPKID: Self.pkid("a1"), customerPKID: small)
    try cluster("june", providerPKID: Self.pkid("A1"), customerPKID: capital)
    let months = paths("may.ucol", "june.ucol")
    expect(
      try Tool.run(["audit", "-o", workdir.path("r")] + months), 65, capital,
      "--add-shared-customers")
    let added = try Tool.run(
      ["audit", "-o", workdir.path("r"), "--add-shared-customers", "--json"] + months + Self.moment)
    expect(added, 0)
    #expect(added.output.contains("\"customers\": 1,") && !added.output.contains("\"nodes\""))
    #expect(try text("r", "_anonymous_2").contains("\n\(capital),0,12,"))
    // The same customer, whatever the spelling: only numbers can differ.
    let diff = try Tool.run(["diff"] + months)
    expect(diff, 0)
    let explained = try Tool.run([
      "explain", workdir.path("may.ucol"), "--customer", capital, "--user", "u1",
    ])
    expect(explained, 0)
  }

  @Test func spellingsInOneDumpAreOnePKID() throws {
    let (small, capital) = (Self.pkid("abcdef02"), Self.pkid("ABCDEF02"))
    // The node once more: one customer, written in the spelling that comes first.
    try cluster(
      "same", providerPKID: Self.pkid("a1"), customerPKID: small,
      more: Self.node("CUS-same", "Customer", "sys.hcs.PRV", capital))
    expect(
      try Tool.run(
        ["audit", workdir.path("same.ucol"), "-o", workdir.path("r")] + Self.moment), 0)
    #expect(try text("r", "_anonymous_2").contains("\n\(capital),0,6,"))
    try workdir.write(
      "two.jsonl",
      Self.node("PRV", "Provider", "sys.hcs", "") + Self.node("A", "Customer", "sys.hcs.PRV", small)
        + Self.node("B", "Customer", "sys.hcs.PRV", capital))
    expect(
      try Tool.run(["convert", workdir.path("two.jsonl"), "-o", workdir.path("two.ucol")]), 65,
      "two.jsonl:2", "is given to two different nodes")
  }
}
