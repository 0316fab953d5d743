import Auditing
import Report
import TestSupport
import Testing
import TextOutput

@testable import History

/// Numbers by time.
@Suite struct TrendTests {
  private static let customer = "5e54067d116fa10046313224"

  private func store(_ workdir: Workdir) throws -> HistoryStore {
    let store = try workdir.store()
    // Added out of order; the last one lacks a column and a customer.
    var july = HandmadeReport(dateTime: "2026-07-31 12:00")
    july.titles = ["One", "Public Sector"]
    july.rows = [("5e54067d116fa10046313225", "1234567,Y")]
    var may = HandmadeReport(dateTime: "2026-05-31 12:00")
    may.rows[0].1 = "5,4,N"
    for (index, report) in [july, HandmadeReport(), may].enumerated() {
      _ = try store.add([try report.file(workdir, "\(index).csv")])
    }
    return store
  }

  private func request(
    _ columns: [String]?, _ customer: String? = nil, selection: AuditSelection = AuditSelection()
  ) -> TrendRequest {
    var request = TrendRequest()
    request.selection = selection
    request.columns = columns
    request.customer = customer
    return request
  }

  @Test func totalsGoByTime() throws {
    let workdir = try Workdir()
    let found = try store(workdir).trends(request(["one"]))
    #expect(found.warnings == [])
    #expect(
      OutputFormat.json.text(of: found.trends) == """
        {
          "provider": "Larkspur",
          "host": "uc.example",
          "column": "One",
          "customer": null,
          "points": [
            {
              "dateTime": "2026-05-31 12:00",
              "count": 15
            },
            {
              "dateTime": "2026-06-30 12:00",
              "count": 13
            },
            {
              "dateTime": "2026-07-31 12:00",
              "count": 1234567
            }
          ]
        }

        """)
    #expect(
      OutputFormat.csv.text(of: found.trends) == """
        Provider,Host,Customer PKID,Column,Date Time,Count
        Larkspur,uc.example,,One,2026-05-31 12:00,15
        Larkspur,uc.example,,One,2026-06-30 12:00,13
        Larkspur,uc.example,,One,2026-07-31 12:00,1234567

        """)
    #expect(
      OutputFormat.table.text(of: found.trends) == """
        One: Larkspur on uc.example
        Date Time              Count      Change
        2026-05-31 12:00          15
        2026-06-30 12:00          13          -2
        2026-07-31 12:00   1,234,567  +1,234,554

        """)
  }

  @Test func aCustomerHasHisOwn() throws {
    let workdir = try Workdir()
    let found = try store(workdir).trends(request(["Public Sector", "Two"], Self.customer))
    #expect(found.trends.map(\.column) == ["Public Sector", "Two"])
    #expect(found.trends.map { $0.points.map(\.count) } == [[0, 1], [4, 4]])
    #expect(found.warnings.count == 1)
    #expect(found.warnings[0].contains("\"Two\""))
  }

  @Test func whatIsNowhereIsAnError() throws {
    let workdir = try Workdir()
    let store = try store(workdir)
    for wrong in [request(["Three"]), request(["One"], "5e54067d116fa10046313229")] {
      #expect(failure { _ = try store.trends(wrong) }?.status == .usage)
    }
    let other = AuditSelection(host: "elsewhere")
    #expect(failure { _ = try store.trends(request(["One"], selection: other)) }?.status == .usage)
  }
}
