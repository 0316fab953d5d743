import Foundation
import TestSupport
import Testing

/// `ucensus history`, which is another program, through the first one.
@Suite struct HistoryCommandTests {
  /// Reports of the golden dump, at this moment.
  private func report(_ workdir: Workdir, _ directory: String, at moment: String) throws {
    let run = try Tool.run([
      "audit", Repository.path("Tests/Golden/every-rule/dump"), "-o", workdir.path(directory),
      "--date-time", moment, "--quiet",
    ])
    try #require(run.status == 0, "\(run)")
  }

  private func history(_ workdir: Workdir, _ arguments: String...) throws -> Tool.Run {
    try Tool.run(
      ["history"] + arguments, environment: ["UCENSUS_HISTORY": workdir.path("data/h.sqlite")])
  }

  @Test func addListShowTrendRemove() throws {
    let workdir = try Workdir()
    try report(workdir, "may", at: "2026-05-31 12:00")
    try report(workdir, "june", at: "2026-06-30 12:00")
    let added = try history(workdir, "add", workdir.path("june"), workdir.path("may"))
    #expect(added.status == 0, "\(added)")
    let lines = added.output.split(separator: "\n")
    #expect(lines.map { String($0.prefix(13)) } == ["Added audit 1", "Added audit 2"])
    let again = try history(workdir, "add", workdir.path("june"))
    #expect(again.output.hasPrefix("Already there, audit 1"), "\(again)")
    let zip = try #require(
      try workdir.files(in: "june").keys.first { $0.hasSuffix(".zip") })
    let bundled = try history(workdir, "add", workdir.path("june/\(zip)"))
    #expect(bundled.output.hasPrefix("Already there, audit 1"), "\(bundled)")

    let list = try history(workdir, "list", "--format", "csv").output.split(separator: "\n")
    #expect(list.count == 3)
    #expect(list[0] == "Audit,Date Time,Provider,Host,Customers,SHA-256")
    #expect(list[1].hasPrefix("2,2026-05-31 12:00,") && list[2].hasPrefix("1,2026-06-30 12:00,"))

    // What is shown is what the report says.
    let show = try history(workdir, "show", "2026-06-30", "--format", "json")
    let shown = try #require(
      try JSONSerialization.jsonObject(with: Data(show.output.utf8)) as? [String: Any])
    let columns = try #require(shown["columns"] as? [[String: Any]])
    let summary = try Tool.run([
      "audit", Repository.path("Tests/Golden/every-rule/dump"), "-o", workdir.path("other"),
      "--date-time", "2026-06-30 12:00", "--json",
    ])
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(summary.output.utf8)) as? [String: Any])
    // 142 + 18 + 38 + 1 users, who have 7 + 1 + 1 + 0 licences more (the golden breakdown).
    #expect(columns.prefix(3).map { $0["value"] as? Int } == [208, 199, 9])
    #expect(
      columns.prefix(3).map { $0["title"] as? String } == [
        "User Licenses", "Licensed Users", "Additional Licenses",
      ])
    for column in columns.dropFirst(3) {
      let title = try #require(column["title"] as? String)
      let expected = try #require(Self.total(title, in: whole))
      #expect(column["value"] as? Int == expected, "\(title)")
    }
    #expect(columns.count == 38)
    let customer = try history(
      workdir, "show", "latest", "--customer", "5B0000000000000000000bbb", "--format", "csv")
    #expect(
      customer.output.hasPrefix(
        "Column,Value\nUser Licenses,19\nLicensed Users,18\nAdditional Licenses,1\n"),
      "\(customer)")
    let licenses = try history(
      workdir, "trend", "--column", "user licenses", "--format", "csv")
    #expect(licenses.output.hasSuffix(",User Licenses,2026-06-30 12:00,208\n"), "\(licenses)")
    // Both months count the same; a report alone has no licences.
    #expect(try history(workdir, "diff", "2026-05", "2026-06-30").status == 0)
    #expect(try history(workdir, "diff", "2026-05", "2026-07").status == 64)

    let trend = try history(workdir, "trend", "--column", "Multiple Phones", "--format", "json")
    let points = try #require(
      (try JSONSerialization.jsonObject(with: Data(trend.output.utf8)) as? [String: Any])?["points"]
        as? [[String: Any]])
    #expect(
      points.map { $0["dateTime"] as? String } == ["2026-05-31 12:00", "2026-06-30 12:00"])
    #expect(try history(workdir, "trend").status == 64)

    #expect(try history(workdir, "remove", "2").status == 0)
    #expect(
      try history(workdir, "list", "--format", "csv").output.split(separator: "\n").count == 2)
    #expect(try history(workdir, "show", "2").status == 64)
  }

  /// The total of a column in a summary, wherever it stands there.
  private static func total(_ title: String, in json: Any) -> Int? {
    if let object = json as? [String: Any] {
      if let count = object[title] as? Int { return count }
      if object["title"] as? String == title { return object["total"] as? Int }
      return object.values.lazy.compactMap { total(title, in: $0) }.first
    }
    return (json as? [Any])?.lazy.compactMap { total(title, in: $0) }.first
  }

  @Test func misspelledColumnsGetQuestions() throws {
    let workdir = try Workdir()
    try report(workdir, "june", at: "2026-06-30 12:00")
    #expect(try history(workdir, "add", workdir.path("june")).status == 0)
    let trend = try history(workdir, "trend", "--column", "Multiple Phnes")
    #expect(trend.status == 64 && trend.errors.contains("did you mean 'Multiple Phones'?"))
  }

  @Test func theStoreIsItsOwnersOnly() throws {
    let workdir = try Workdir()
    try report(workdir, "june", at: "2026-06-30 12:00")
    #expect(try history(workdir, "add", workdir.path("june")).status == 0)
    let modes = try ["data", "data/h.sqlite"].map { name in
      try FileManager.default.attributesOfItem(atPath: workdir.path(name))[.posixPermissions]
        as? Int
    }
    #expect(modes == [0o700, 0o600])
    // Nothing but the store is left there.
    #expect(try workdir.files(in: "data").keys.sorted() == ["h.sqlite"])
  }

  @Test func whatIsNoSoundReportIsRefused() throws {
    let workdir = try Workdir()
    try report(workdir, "june", at: "2026-06-30 12:00")
    let names = try workdir.files(in: "june").keys.sorted()
    let name = { (part: String) in
      try #require(names.first { $0.contains(part) && $0.hasSuffix(".csv") })
    }
    let detailed = try history(workdir, "add", workdir.path("june/" + name("_detailed_")))
    #expect(detailed.status == 65, "\(detailed)")
    let breakdown = try history(workdir, "add", workdir.path("june/" + name("_breakdown_")))
    #expect(breakdown.status == 65, "\(breakdown)")
    let anonymous = "june/" + (try name("_anonymous_2"))
    var bytes = try #require(try workdir.files(in: "june")[String(anonymous.dropFirst(5))])
    bytes[bytes.count - 2] ^= 1
    try workdir.write(anonymous, bytes)
    let damaged = try history(workdir, "add", workdir.path(anonymous))
    #expect(damaged.status == 4, "\(damaged)")
    #expect(try history(workdir, "add", workdir.path("nothing")).status == 66)
    // None of them made a history.
    #expect(!FileManager.default.fileExists(atPath: workdir.path("data")))
    #expect(try history(workdir, "list").status == 66)
  }

  /// Eight processes begin a history and add to it at once, while others read it.
  @Test func manyProcessesAtOnce() async throws {
    let workdir = try Workdir()
    for month in 1...8 { try report(workdir, "\(month)", at: "2026-0\(month)-15 12:00") }
    let environment = ["UCENSUS_HISTORY": workdir.path("data/h.sqlite")]
    let runs = try await withThrowingTaskGroup(of: Tool.Run.self) { group in
      for month in 1...8 {
        group.addTask {
          try Tool.run(["history", "add", workdir.path("\(month)")], environment: environment)
        }
        group.addTask { try Tool.run(["history", "list"], environment: environment) }
      }
      return try await group.reduce(into: [Tool.Run]()) { $0.append($1) }
    }
    for run in runs { #expect([0, 66].contains(run.status), "\(run)") }
    let list = try Tool.run(["history", "list", "--format", "csv"], environment: environment)
    let lines = list.output.split(separator: "\n").dropFirst()
    let ids = lines.compactMap { line in line.split(separator: ",").first.flatMap { Int($0) } }
    #expect(ids.sorted() == Array(1...8))
    for id in 1...8 {
      #expect(try Tool.run(["history", "show", "\(id)"], environment: environment).status == 0)
    }
  }

  /// A writer that is killed leaves what was there, and at most the whole of what it added. It is killed
  /// at moments spread over the time that an undisturbed one takes.
  @Test func killedWritersLeaveASoundStore() throws {
    let victim = try KilledWriter()
    let start = ContinuousClock.now
    let undisturbed = try victim.start()
    undisturbed.waitUntilExit()
    let whole = ContinuousClock.now - start
    #expect(undisturbed.terminationStatus == 0)
    for round in 1...10 {
      try victim.reset()
      let process = try victim.start()
      let (seconds, attoseconds) = (whole * Double(round) / 11).components
      Thread.sleep(forTimeInterval: Double(seconds) + Double(attoseconds) * 1e-18)
      try victim.kill(process)
    }
  }

  /// A writer that is killed while there is a journal, so inside its transaction, leaves what was there.
  @Test func writersKilledInsideTheirTransactionAddNothing() throws {
    let victim = try KilledWriter()
    var caught = 0
    // Nearly every try catches one; only a machine that never lets this process run needs more.
    for _ in 1...1_000 where caught < 3 {
      try victim.reset()
      let process = try victim.start()
      while process.isRunning, !victim.hasJournal {}
      let june = try victim.kill(process)
      if victim.wasKilledInside {
        caught += 1
        #expect(june == 64)
      }
    }
    #expect(caught == 3)
  }

  @Test func aCustomerAReplacementAndRetention() throws {
    let workdir = try Workdir()
    let head = "#Provider Name=P\n#hostname=h\n#Date Time=2026-06-30 12:00\nCustomer PKID,One\n"
    try workdir.write("a.csv", head + "5e54067d116fa10046313224,3\n")
    try workdir.write("b.csv", head + "5e54067d116fa10046313224,4\n")
    try workdir.write(
      "old.csv", head.replacing("2026-06", with: "2025-06") + "5e54067d116fa10046313224,1\n")
    #expect(try history(workdir, "add", workdir.path("old.csv"), workdir.path("a.csv")).status == 0)
    #expect(try history(workdir, "add", workdir.path("b.csv")).status == 65)
    let replaced = try history(workdir, "add", workdir.path("b.csv"), "--replace")
    #expect(replaced.output.hasPrefix("Replaced audit"), "\(replaced)")
    let shown = try history(
      workdir, "show", "2026-06-30", "--customer", "5e54067d116fa10046313224", "--format", "csv")
    #expect(shown.output == "Column,Value\nOne,4\n", "\(shown)")
    #expect(try history(workdir, "show", "2026-06-30", "--customer", "x").status == 64)
    let pruned = try history(workdir, "prune", "--keep", "6m")
    #expect(pruned.status == 0 && pruned.errors.contains("2025-06-30"), "\(pruned)")
    #expect(
      try history(workdir, "list", "--format", "csv").output.split(separator: "\n").count == 2)
  }

  /// A report that was added alone gets its licences when it comes with the breakdown.
  @Test func licencesComeLater() throws {
    let workdir = try Workdir()
    try report(workdir, "archive/may", at: "2026-05-31 12:00")
    try report(workdir, "archive/june", at: "2026-06-30 12:00")
    let name = try #require(
      try workdir.files(in: "archive/june").keys.first {
        $0.contains("_anonymous_2") && $0.hasSuffix(".csv")
      })
    try workdir.write("alone.csv", try #require(workdir.files(in: "archive/june")[name]))
    let alone = try history(workdir, "add", workdir.path("alone.csv"))
    #expect(alone.status == 0, "\(alone)")
    #expect(
      try history(workdir, "trend", "--column", "User Licenses").errors.contains("no audit has"))
    // A directory of months.
    let added = try history(workdir, "add", workdir.path("archive"))
    let lines = added.output.split(separator: "\n")
    #expect(
      added.status == 0 && lines.count == 2 && lines[0].hasPrefix("Licences added to audit 1")
        && lines[1].hasPrefix("Added audit 2"), "\(added)")
    let shown = try history(workdir, "show", "latest", "--format", "csv")
    #expect(shown.output.hasPrefix("Column,Total\nUser Licenses,208\n"), "\(shown)")
    let again = try history(workdir, "add", workdir.path("archive"))
    #expect(again.output.hasPrefix("Already there, audit 1"), "\(again)")
  }

  @Test func auditsOfTheHistoryAreCompared() throws {
    let workdir = try Workdir()
    let head = "#Provider Name=P\n#hostname=h\n#Date Time=2026-05-31 12:00\nCustomer PKID,One\n"
    try workdir.write("a.csv", head + "5e54067d116fa10046313224,2\n")
    try workdir.write(
      "b.csv", head.replacing("2026-05-31", with: "2026-06-30") + "5e54067d116fa10046313224,3\n")
    #expect(try history(workdir, "add", workdir.path("a.csv"), workdir.path("b.csv")).status == 0)
    let run = try history(workdir, "diff", "2026-05", "latest")
    #expect(run.status == 1, "\(run)")
    #expect(run.errors.contains("audit 1: no breakdown beside it; licences are not compared"))
    #expect(
      run.output == """
        Before  audit 1: P · h · 2026-05-31 12:00
        After   audit 2: P · h · 2026-06-30 12:00

                   before   after  change
        Customers       1       1       0
        One             2       3      +1
        The totals of 0 other columns are the same.

        Customer 5e54067d116fa10046313224, changed
          One   2   3  +1

        """, "\(run)")
    let csv = try history(workdir, "diff", "1", "2", "--format", "csv")
    #expect(
      csv.output == "Customer PKID,Status,Column,Before,After,Change,Name\n"
        + "5e54067d116fa10046313224,changed,One,2,3,1,\n", "\(csv)")
  }

  @Test func withoutTheOtherProgramThereIsAHint() throws {
    let workdir = try Workdir()
    try FileManager.default.copyItem(atPath: Tool.path, toPath: workdir.path("ucensus"))
    let run = try Tool.run(["history", "list"], program: workdir.path("ucensus"))
    #expect(run.status == 66, "\(run)")
    #expect(run.errors.contains("hint:") && run.errors.contains("ucensus-history"))
  }

  @Test(arguments: [["history", "--help"], ["help", "history"], ["history"]])
  func helpIsThatOfTheOtherProgram(_ arguments: [String]) throws {
    let run = try Tool.run(arguments)
    #expect(run.status == 0, "\(run)")
    #expect(run.output.contains("ucensus history add reports/"), "\(run)")
  }
}
