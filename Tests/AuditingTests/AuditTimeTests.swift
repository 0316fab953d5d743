import Foundation
import TestSupport
import Testing

@testable import Auditing

/// The time of a report that nothing decides (AuditRules.md §1): the clock's, also in a library.
@Suite struct AuditTimeTests {
  @Test func withoutATimeItIsThatOfTheClock() throws {
    let workdir = try Workdir()
    let node = #"{"meta": {"model_type": "data/HierarchyNode", "path": "sys"#
    let dump = try workdir.write(
      "dump.jsonl",
      node + #""}, "data": {"name": "P", "node_type": "Provider"}}"# + "\n" + node
        + #".P", "pkid": "5e54067d116fa10046313224"}, "data": {"name": "C", "#
        + #""node_type": "Customer"}}"#
    )
    let year = Calendar(identifier: .gregorian).component(.year, from: Date())
    let outcome = try Audit.run(
      AuditRequest(inputs: [dump], outputDirectory: workdir.path("reports")))
    #expect(outcome.paths.allSatisfy { $0.contains("_\(year)-") || $0.contains("_\(year + 1)-") })
    var request = AuditRequest(inputs: [dump], outputDirectory: workdir.path("given"))
    request.now = 86_400
    #expect(try Audit.run(request).paths.allSatisfy { $0.contains("_1970-01-02_0000.") })
  }
}
