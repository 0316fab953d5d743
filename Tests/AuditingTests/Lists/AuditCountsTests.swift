import Auditing
import Foundation
import TestSupport
import Testing

/// The library without its insides: counts are those of the reports that an audit writes.
@Suite struct AuditCountsTests {
  @Test(arguments: [
    "data/sample", "Tests/Golden/every-rule/dump", "Tests/Golden/licence-edges/dump",
  ])
  func countsAreThoseOfTheReports(_ dump: String) throws {
    let workdir = try Workdir()
    let input = Repository.path(dump)
    var request = AuditRequest(inputs: [input], outputDirectory: workdir.path("reports"))
    request.dateTime = "2026-06-30 12:00"
    _ = try Audit.run(request)
    let counts = try AuditCounts(CountRequest(inputs: [input]))
    var expected: [String: [String]] = [:]
    var licenses: [String: [String: String]] = [:]
    for (name, bytes) in try workdir.files(in: "reports") where name.hasSuffix(".csv") {
      let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        .filter { !$0.hasPrefix("#") }
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      if name.contains("_anonymous_2") {
        #expect(Array(rows[0].dropFirst()) == counts.columns)
        for row in rows.dropFirst() { expected[row[0]] = Array(row.dropFirst()) }
      } else if name.contains("breakdown") {
        for row in rows.dropFirst() {
          licenses[row[0]] = Dictionary(uniqueKeysWithValues: zip(rows[0], row))
        }
      }
    }
    #expect(counts.customers.count == expected.count && !expected.isEmpty)
    for customer in counts.customers {
      let numbers = try #require(expected[customer.pkid]).map { field in
        field == "Y" ? 1 : field == "N" ? 0 : Int(field)
      }
      #expect(customer.counts.map(Optional.some) == numbers, "\(customer.pkid)")
      let breakdown = try #require(licenses[customer.pkid])
      #expect(String(customer.userLicenses) == breakdown["User Licenses"])
      #expect(String(customer.additionalLicenses) == breakdown["Additional Licenses"])
      #expect(counts[customer.pkid.uppercased(), "Site Count"] == numbers.last ?? nil)
    }
    #expect(counts.total("No Such Column") == nil && counts["none", "Site Count"] == nil)
    let sites = expected.values.reduce(0) { $0 + (Int($1.last ?? "") ?? 0) }
    #expect(counts.total("Site Count") == sites)
  }
}
