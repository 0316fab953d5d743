import Foundation
import TestSupport
import Testing

/// `--previous`: an audit that shrank too much is not written.
@Suite struct PlausibilityCommandTests {
  private let workdir: Workdir

  /// May has 100 users with a phone each, June lost every fourth phone, July all of them; August
  /// has 91 users with a phone each.
  init() throws {
    workdir = try Workdir()
    for (name, users, phones) in [
      ("may", 100, 100), ("june", 100, 75), ("july", 100, 0), ("august", 91, 91),
    ] {
      let cluster = Cluster(
        name: name, providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("2"),
        userCount: users, phoneCount: phones)
      #expect(try cluster.convert(in: workdir).status == 0)
    }
    let run = try audit("may", "may")
    #expect(run.status == 0, "\(run)")
  }

  private func audit(_ input: String, _ output: String, _ options: String...) throws -> Tool.Run {
    try Tool.run(
      ["audit", workdir.path("\(input).ucol"), "-o", workdir.path(output)]
        + ["--date-time", "2026-06-30 12:00"] + options)
  }

  private func expect(_ run: Tool.Run, _ status: Int32, _ words: String...) {
    #expect(run.status == status, "\(run)")
    for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
  }

  private func file(_ directory: String, _ part: String) throws -> String {
    let name = try #require(
      try workdir.files(in: directory).keys.first { $0.contains(part) && !$0.hasSuffix(".hash") })
    return workdir.path("\(directory)/\(name)")
  }

  /// Every kind of earlier audit that knows phones.
  private func previous() throws -> [String] {
    [
      workdir.path("may"), try file("may", "_provenance_"), try file("may", "_license_"),
      try file("may", "_anonymous_2"), workdir.path("may.ucol"),
    ]
  }

  @Test func lostPhonesStopTheAudit() throws {
    for previous in try previous() {
      let run = try audit("june", "r", "--previous", previous)
      expect(run, 6, "phones 100 to 75 (-25.0 %)", "--accept-change")
      #expect(try workdir.files(in: "r").isEmpty)
      expect(try audit("june", "r", "--previous", previous, "--max-shrink", "25", "--force"), 0)
      try FileManager.default.removeItem(atPath: workdir.path("r"))
    }
  }

  @Test func whatShrinksLittleIsShown() throws {
    for previous in try previous() {
      let run = try audit("august", "r", "--previous", previous, "--force")
      expect(run, 0)
      #expect(run.output.contains("Compared with \(previous): "))
      #expect(run.output.contains("phones 100 to 91 (-9.0 %)"))
      expect(try audit("august", "s", "--previous", previous, "--max-shrink", "8"), 6, "-9.0 %")
    }
    let same = try audit("may", "t", "--previous", workdir.path("may"))
    // Subscribers, phones, licences, two sums of columns, records of users and of phones. Nodes are
    // not among the records by model: several inputs may have the same ones.
    #expect(same.output.contains("nothing changed in 7 numbers"))
  }

  /// A model that disappears is implausible whatever may shrink.
  @Test func aLostModelStopsTheAudit() throws {
    for previous in [workdir.path("may"), workdir.path("may.ucol")] {
      expect(
        try audit("july", "r", "--previous", previous, "--max-shrink", "100"), 6,
        "records of device/cucm/Phone 100 to 0 (-100.0 %)")
    }
  }

  @Test func acceptedChangesAreRecorded() throws {
    let run = try audit("july", "r", "--previous", workdir.path("may"), "--accept-change", "--json")
    expect(run, 0)
    let provenance = try String(contentsOfFile: file("r", "_provenance_"), encoding: .utf8)
    for text in [run.output, provenance] {
      #expect(text.contains("\"accepted\": true"))
      #expect(text.contains("\"number\": \"phones\",\n"))
    }
    #expect(provenance.contains("\"accept-change\": \"true\""))
  }

  @Test func mergesAreComparedToo() throws {
    let part = workdir.path("july.part")
    expect(
      try Tool.run(["audit", workdir.path("july.ucol"), "--partial", "-o", part]), 0)
    let merge = ["merge", part, "-o", workdir.path("r"), "--previous", workdir.path("may")]
    expect(try Tool.run(merge), 6, "records of device/cucm/Phone 100 to 0")
    expect(try Tool.run(merge + ["--accept-change"]), 0)
  }

  @Test func anEntryOfAHistoryIsAnEarlierAudit() throws {
    let store = ["UCENSUS_HISTORY": workdir.path("history/h.sqlite")]
    let added = try Tool.run(["history", "add", workdir.path("may")], environment: store)
    #expect(added.status == 0, "\(added)")
    let shown = try Tool.run(
      ["history", "show", "2026-06-30", "--format", "json"], environment: store)
    let entry = try workdir.write("entry.json", shown.output)
    for (input, status) in [("may", Int32(0)), ("august", 0)] {
      expect(try audit(input, input, "--previous", entry, "--force"), status)
    }
    // It has no phones, but users with phones.
    expect(
      try audit("june", "r", "--previous", entry), 6, "users with phones 100 to 75 (-25.0 %)")
    let cluster = Cluster(
      name: "few", providerPKID: Cluster.pkid("a1"), customerPKID: Cluster.pkid("2"),
      userCount: 10)
    expect(try cluster.convert(in: workdir), 0)
    let run = try Tool.run(
      ["audit", workdir.path("few.ucol"), "-o", workdir.path("r"), "--previous", "-"], input: entry)
    expect(run, 6, "users in columns 100 to 10 (-90.0 %)", "(standard input)")
  }

  @Test func whatIsNoEarlierAuditIsRefused() throws {
    expect(
      try audit("may", "r", "--previous", Repository.path("data/rules-4.1.5.json")), 65,
      "rules-4.1.5.json", "expected a provenance")
    expect(try audit("may", "r", "--previous", workdir.path("none")), 66, "none")
    expect(try audit("may", "r", "--accept-change"), 64, "--previous")
    expect(try audit("may", "r", "--previous", workdir.path("may"), "--max-shrink", "101"), 64)
  }
}
