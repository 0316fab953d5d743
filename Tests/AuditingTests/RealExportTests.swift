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

  /// As allowed, the summary has the distinct records.
  @Test func allowedGapsAreShown() throws {
    let outcome = try audit("page-param-ignored") { $0.dump.allowIncomplete = true }
    #expect(outcome.json.contains(#""read": 2"#) && outcome.json.contains(#""expected": 6"#))
  }
}
