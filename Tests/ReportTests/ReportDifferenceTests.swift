import CensusModel
import CensusRules
import Documents
import Foundation
import TestSupport
import Testing
import TextOutput

@testable import Report

/// Two audits compared with each other.
@Suite struct ReportDifferenceTests {
  private static let head = "#OrgID=1\n#hostname=,\"\n"
  private static let pkids = (0..<5).map { "5e54067d116fa1004631322\($0)" }

  private func table(_ lines: String...) throws -> ReportTable {
    try ReportTable(
      parsing: Array((Self.head + lines.joined(separator: "\n") + "\n").utf8), file: "r.csv")
  }

  private func row(_ customer: Int, _ fields: String) -> String {
    Self.pkids[customer] + "," + fields
  }

  @Test func everyKindOfChange() throws {
    let before = try table(
      "Customer PKID,A,\"B, b\",S,Old", row(0, "1,2,Y,9"), row(1, "3,4,N,9"), row(3, "0,7,N,9"),
      row(4, "1,1,N,9"))
    let after = try table(
      "Customer PKID,New,\"B, b\",A,S", row(0, "5,2,1,Y"), row(2, "5,0,6,Y"), row(3, "5,9,0,Y"),
      row(4, "5,1,1,N"))
    let difference = ReportDifference(from: before, to: after)
    #expect(difference.titles == ["A", "B, b", "S"])
    #expect(difference.unmatched == (["Old"], ["New"]))
    #expect(difference.customerCounts == (4, 4))
    #expect(
      difference.totals == [
        .init(title: "A", before: 5, after: 8), .init(title: "B, b", before: 14, after: 12),
        .init(title: "S", before: 1, after: 3),
      ])
    #expect(
      String(decoding: difference.csv(), as: UTF8.self) == """
        Customer PKID,Status,Column,Before,After,Change,Name
        \(Self.pkids[1]),gone,A,3,,-3,
        \(Self.pkids[1]),gone,"B, b",4,,-4,
        \(Self.pkids[2]),new,A,,6,6,
        \(Self.pkids[2]),new,S,,Y,,
        \(Self.pkids[3]),changed,"B, b",7,9,2,
        \(Self.pkids[3]),changed,S,N,Y,1,

        """)
    #expect(
      difference.table(TextStyle(width: 40)) == """
                   before   after  change
        Customers       4       4       0
        A               5       8      +3
        B, b           14      12      -2
        S               1       3      +2
        The totals of 0 other columns are the same.
        Only in the first, not compared: Old
        Only in the second, not compared: New

        Customer \(Self.pkids[1]), gone
          A      3   -  -3
          B, b   4   -  -4

        Customer \(Self.pkids[2]), new
          A   -   6  +6
          S   -   Y

        Customer \(Self.pkids[3]), changed
          B, b   7   9  +2
          S      N   Y

        """)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(difference.json.bytes())) as? [String: Any])
    let differences = try #require(json["differences"] as? [[String: Any]])
    #expect(differences.map { $0["status"] as? String } == ["gone", "new", "changed"])
    let changes = try #require(differences[1]["changes"] as? [[String: Any]])
    #expect(changes[0]["after"] as? Int == 6 && changes[0]["before"] == nil)
    #expect(changes[1]["after"] as? String == "Y")
  }

  @Test func theSameIsNoDifference() throws {
    let lines = ["Customer PKID,A", row(0, "1"), row(1, "0")]
    let one = try table(lines[0], lines[1], lines[2])
    let other = try table(lines[0], lines[2], lines[1])
    let difference = ReportDifference(from: one, to: other)
    #expect(difference.isEmpty)
    #expect(difference.table(TextStyle(width: 80)) == "No difference: 2 customers.\n")
    // A customer without any number is still one.
    let less = ReportDifference(from: one, to: try table(lines[0], lines[1]))
    #expect(less.customers.map(\.status) == [.gone] && less.customers[0].changes.isEmpty)
    #expect(
      String(decoding: less.csv(), as: UTF8.self).hasSuffix("\(Self.pkids[1]),gone,,,,,\n"))
    #expect(
      !ReportDifference(from: try table("Customer PKID,A"), to: try table("Customer PKID,B"))
        .isEmpty)
  }

  /// Two random audits against a comparison cell by cell, in dictionaries.
  @Test(arguments: 0..<50) func comparesLikeDictionaries(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    func rows() -> [ReportTable.Row] {
      Self.pkids.filter { _ in Bool.random(using: &generator) }.map { pkid in
        ReportTable.Row(
          pkid: pkid,
          fields: [
            .count(.random(in: 0...2, using: &generator)),
            .setting(.random(using: &generator)),
          ])
      }
    }
    let before = try ReportTable(titles: ["A", "S"], rows: rows())
    let after = try ReportTable(titles: ["A", "S"], rows: rows())
    let difference = ReportDifference(from: before, to: after)
    for pkid in Self.pkids {
      let old = before.rows.first { $0.pkid == pkid }
      let new = after.rows.first { $0.pkid == pkid }
      let found = difference.customers.first { $0.pkid == pkid }
      let status: ReportDifference.Status? =
        old == new ? nil : old == nil ? .new : new == nil ? .gone : .changed
      #expect(found?.status == status, "seed \(seed)")
      for column in 0..<2 {
        let change = found?.changes.first { $0.column == column }
        let (left, right) = (old?.fields[column], new?.fields[column])
        let isSame = left == right || (left?.number ?? 0) == (right?.number ?? 0)
        #expect((change == nil) == isSame, "seed \(seed)")
        if let change { #expect(change.before == left && change.after == right) }
      }
    }
  }

  @Test func aReportComesBackFromItsText() throws {
    let report = try SeedExample().report()
    let names = Dictionary(
      uniqueKeysWithValues: report.results.map {
        ($0.pkid, CustomerNames(provider: "P, \"q\"", reseller: "", customer: "C\nd"))
      })
    let table = try ReportTable([report])
    #expect(table.titles.count == 35 && table.rows.count == 2)
    #expect(try ReportTable(parsing: report.anonymousCSV(), file: "a") == table)
    #expect(try ReportTable(parsing: report.detailedCSV(names: names), file: "d") == table)
    #expect(throws: ReportError.duplicatePKID(report.results[0].pkid)) {
      try ReportTable([report, report])
    }
  }

  @Test(arguments: [
    ("", "3", "no line of column titles"),
    ("PKID,A\n", "3", "expected the column titles"),
    ("Customer PKID\n", "3", "expected the column titles"),
    ("Customer PKID,A,A\n", "3", "two columns"),
    ("Customer PKID,A\nx,1\n", "4", "24 hexadecimal digits"),
    ("Customer PKID,A\n5e54067d116fa10046313220\n", "4", "1 fields; expected 2"),
    ("Customer PKID,A\n5e54067d116fa10046313220,-1\n", "4", "neither a count nor Y or N"),
    ("Customer PKID,A\n5e54067d116fa10046313220,\n", "4", "neither a count nor Y or N"),
    ("Customer PKID,A\n5e54067d116fa10046313220,99999999999999999999\n", "4", "neither"),
    (
      "Customer PKID,A\n5e54067d116fa10046313220,1\n5e54067d116fa10046313220,1\n", "3",
      "two customers"
    ),
  ])
  func noReportIsRefused(_ text: String, _ line: String, _ reason: String) {
    let error = #expect(throws: DocumentError.self) {
      try ReportTable(parsing: Array((Self.head + text).utf8), file: "r.csv")
    }
    #expect(error?.description.hasPrefix("r.csv:\(line): byte ") == true, "\(error as Any)")
    #expect(error?.reason.contains(reason) == true, "\(error as Any)")
  }

  @Test(arguments: [
    ("vlf_CS-P_VOSS-UN-1_anonymous_2022-11-19_1311.csv", true),
    ("vlf_CS-P_VOSS-UN-1_anonymous_breakdown_2022-11-19_1311.csv", false),
    ("vlf_CS-P_VOSS-UN-1_detailed_2022-11-19_1311.csv", false),
    ("vlf_CS-P_VOSS-UN-1_anonymous_2022-11-19_1311.csv.hash", false),
    ("_anonymous_2022-11-19_1311.csv", false), (".csv", false), ("vlf_.csv", false),
  ])
  func anonymousReportsAreKnownByName(_ name: String, _ isOne: Bool) {
    #expect(ReportFileNames.isAnonymousReport(name) == isOne)
  }
}
