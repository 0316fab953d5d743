import Auditing
import Foundation
import TestSupport
import Testing

/// Dumps as real exports produce them: what comes of each in `Tests/Golden/cases`.
@Suite struct RealExportTests {
  private func audit(
    _ name: String, _ change: (inout AuditRequest) -> Void = { _ in }
  ) throws(Failure) -> AuditOutcome {
    guard let workdir = try? Workdir() else { throw Failure(.inputOutput, "no folder") }
    var request = AuditRequest(
      inputs: [Repository.path("Tests/Golden/cases/\(name)")],
      outputDirectory: workdir.path("reports"))
    change(&request)
    return try Audit.run(request)
  }

  @Test func aRecordOnTwoPagesIsIncomplete() throws {
    let failure = try #require(throws: Failure.self) { try audit("pages-dup-and-gap") }
    #expect(failure.status == .incomplete)
    for part in [
      "device/cucm/User: 6 records read, 5 of them distinct, 6 expected",
      "1 PKID comes more than once: 000000000000000000000065 on u1.json (skip 0), u2.json (skip 2)",
    ] { #expect(failure.message.contains(part)) }
  }

  @Test func identicalPagesAreIncomplete() throws {
    let failure = try #require(throws: Failure.self) { try audit("page-param-ignored") }
    #expect(failure.status == .incomplete)
    for part in [
      "device/cucm/User: 6 records read, 2 of them distinct, 6 expected",
      "3 identical pages: u1.json (skip 0), u2.json (skip 2), u3.json (skip 4)",
    ] { #expect(failure.message.contains(part)) }
  }

  @Test func keysInAnotherSpellingAreNamed() throws {
    let failure = try #require(throws: Failure.self) { try audit("case-variant-key") }
    #expect(failure.status == .malformed)
    for part in [
      #"device/cucm/User: no record has "userid", but 6 have "userId""#,
      #"device/cucm/User: no record has "mailid", but 6 have "mailId""#,
    ] { #expect(failure.message.contains(part)) }
  }

  /// With a profile that has both spellings the six users are counted.
  @Test func aProfileCanHaveBothSpellings() throws {
    let workdir = try Workdir()
    let profile = String(decoding: try Repository.bytes("data/dump-profile.json"), as: UTF8.self)
      .replacing(
        #""userId": "userid", "mail": "mailid""#,
        with: #""userId": ["userid", "userId"], "mail": ["mailid", "mailId"]"#)
    try workdir.write("profile.json", profile)
    let outcome = try audit("case-variant-key") {
      $0.dump.profile = workdir.path("profile.json")
    }
    let output = try JSONDecoder().decode(Output.self, from: Data(outcome.json.utf8))
    let columns = try #require(output.reports.first).totals.columns.filter { $0.total > 0 }
    #expect(
      columns.map(\.title) == [
        "Customer PKID", "One Phone (No VM & No WebEx & No Spark)", "Site Count",
      ])
    #expect(columns.map(\.total) == [1, 6, 1])
  }

  /// Of four Teams accounts one is a user.
  @Test func accountsThatAreNoUsersAreLeftOut() throws {
    let workdir = try Workdir()
    try Conversion.run(
      ConversionRequest(
        dumps: [Repository.path("Tests/Golden/cases/resource-account")],
        output: workdir.path("d.ucol")))
    var request = AuditRequest(
      inputs: [workdir.path("d.ucol")], outputDirectory: workdir.path("reports"))
    request.dateTime = "2026-01-01 00:00"
    for outcome in [try audit("resource-account"), try Audit.run(request)] {
      let output = try JSONDecoder().decode(Output.self, from: Data(outcome.json.utf8))
      let totals = try #require(output.reports.first).totals
      #expect(totals.leftOutByCondition == [Self.accountType: 3])
      let teams = totals.columns.filter { $0.title.hasPrefix("MS Teams") }
      #expect(teams.map(\.total).reduce(0, +) == 1)
    }
  }

  private static let accountType = "device/msteamsonline/CsOnlineUser: AccountType"

  private struct Output: Decodable {
    struct Column: Decodable {
      var title: String
      var total: Int
    }
    struct Totals: Decodable {
      var leftOutByCondition: [String: Int]
      var columns: [Column]
    }
    struct Report: Decodable { var totals: Totals }
    var reports: [Report]
  }

  /// As allowed, the summary has the distinct records.
  @Test func allowedGapsAreShown() throws {
    let outcome = try audit("page-param-ignored") { $0.dump.allowIncomplete = true }
    let text = outcome.json.filter { !$0.isWhitespace }
    #expect(text.contains(#""read":2,"expected":6"#))
  }
}
