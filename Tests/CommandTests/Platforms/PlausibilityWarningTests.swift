import TestSupport
import Testing

/// Warnings of numbers that are often wrong.
@Suite struct PlausibilityWarningTests {
  private let workdir: Workdir
  private let facts: String

  init() throws {
    workdir = try Workdir()
    facts = try workdir.write("facts.json", #"{"hostname": "h"}"#)
  }

  /// A cluster with so many users, and phones that they own by number.
  private func convert(
    users: Int, phones: Int, more: String = "", _ name: String = "c"
  ) throws -> Tool.Run {
    let cluster = Cluster(
      name: name, providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("2"),
      userCount: users, phoneCount: phones, more: more)
    return try cluster.convert(in: workdir)
  }

  private func audit(_ name: String = "c", _ options: String...) throws -> Tool.Run {
    try Tool.run(
      ["audit", workdir.path("\(name).ucol"), "-o", workdir.path("r"), "--force"] + options)
  }

  @Test(arguments: [(500, true), (501, false), (1000, true), (1001, false), (2000, true)])
  func countsOfAPageAreNamed(_ count: Int, _ isWarned: Bool) throws {
    let converted = try convert(users: count, phones: 3)
    let audited = try audit("c", "--quiet", "--platform", facts)
    for (run, name) in [(converted, "c.jsonl"), (audited, "c.ucol")] {
      #expect(run.status == 0, "\(run)")
      let number = count < 1000 ? "\(count)" : "\(count / 1000),00\(count % 1000)"
      let warning = "\(name): exactly \(number) records of device/cucm/User, a usual page size"
      #expect(run.errors.contains(warning) == isWarned, "\(run)")
      #expect(!run.errors.contains("device/cucm/Phone"))
    }
    #expect(audited.errors.isEmpty != isWarned)
    let plan = try Tool.run(["convert", workdir.path("c.jsonl"), "--dry-run"])
    #expect(plan.errors.contains("a usual page size") == isWarned, "\(plan)")
  }

  /// Parts of one export are not pages; the export can be one.
  @Test func partsOfASetAreAddedUpFirst() throws {
    for part in 1...2 {
      let cluster = Cluster(
        name: "p\(part)", providerPKID: Cluster.pkid("a1"),
        customerPKID: Cluster.pkid("\(part)"), userCount: 500, phoneCount: 1)
      #expect(try cluster.convert(in: workdir).status == 0)
      let run = try Tool.run([
        "audit", workdir.path("p\(part).ucol"), "--partial", "-o",
        workdir.path("\(part).part"), "--part", "\(part)/2",
      ])
      #expect(run.status == 0, "\(run)")
    }
    let run = try Tool.run([
      "merge", workdir.path("1.part"), workdir.path("2.part"), "-o", workdir.path("m"),
      "--platform", facts,
    ])
    #expect(run.status == 0, "\(run)")
    #expect(
      run.errors.contains("all parts: exactly 1,000 records of device/cucm/User"), "\(run)")
    #expect(!run.errors.contains("exactly 500"), "\(run)")
  }

  /// 1 of 20 is 5 %, 1 of 19 is more.
  @Test(arguments: [(19, false), (18, true)])
  func unknownAssociationsAreNamed(_ known: Int, _ isWarned: Bool) throws {
    let user =
      #"{"meta": {"model_type": "device/cucm/User", "path": "sys.hcs.PRV.CUS-c.S"}, "#
      + #""data": {"userid": "v", "associatedDevices": {"device": ["SEPLOST"]}}}"# + "\n"
    let warning = "unknown associations: 5.2 % of the devices of users (1) are not among the phones"
    let converted = try convert(users: known, phones: known, more: user)
    for run in [converted, try audit()] {
      #expect(run.status == 0)
      #expect(run.errors.contains(warning) == isWarned, "\(run)")
      #expect(!run.errors.contains("orphan owners"), "\(run)")
    }
  }

  /// 1 of 20 is 5 %, 1 of 19 is more.
  @Test(arguments: [(19, false), (18, true)])
  func orphanOwnersAreNamed(_ known: Int, _ isWarned: Bool) throws {
    let warning = "orphan owners: 5.2 % of the phones with an owner (1) have one who is not among"
    let converted = try convert(users: known, phones: known + 1)
    for run in [converted, try audit()] {
      #expect(run.status == 0)
      #expect(run.errors.contains(warning) == isWarned, "\(run)")
      #expect(!run.errors.contains("unknown associations"), "\(run)")
    }
  }

  @Test func missingPlatformFactsAreNamed() throws {
    let converted = try convert(users: 2, phones: 2)
    #expect(converted.errors.contains("warning: no platform.json"), "\(converted)")
    let plan = try Tool.run(["convert", workdir.path("c.jsonl"), "--dry-run"])
    #expect(plan.errors.contains("warning: no platform.json"), "\(plan)")
    let audited = try audit()
    #expect(!audited.errors.contains("platform.json"), "\(audited)")
    #expect(audited.errors.contains("warning: hostname is missing"), "\(audited)")
    #expect(try audit("c", "--platform", facts).errors.isEmpty)
    let dump = ["audit", workdir.path("c.jsonl"), "-o", workdir.path("s")]
    for options in [["--partial", "-o", workdir.path("p")], []] {
      let run = try Tool.run(
        options.isEmpty ? dump : ["audit", workdir.path("c.jsonl")] + options)
      #expect(run.errors.contains("warning: no platform.json"), "\(run)")
    }
    let nameless = try workdir.write("none.json", #"{"OrgID": "o", "hostname": ""}"#)
    let run = try Tool.run(dump + ["--force", "--platform", nameless])
    #expect(!run.errors.contains("platform.json"), "\(run)")
    #expect(run.errors.contains("warning: hostname is missing"), "\(run)")
  }
}
