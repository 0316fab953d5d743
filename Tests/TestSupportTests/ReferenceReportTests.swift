import TestSupport
import Testing

/// The texts of the reports, against examples worked out by hand from AuditRules.md §1 and §3.
@Suite struct ReferenceReportTests {
  @Test func anonymousReportOfOneCustomer() throws {
    let provider = try SampleDump.audit([SampleDump.phone("a")]).providers[0]
    let lines = provider.anonymous.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(11) == [
        "#OrgID=12.50", "#Platform ID=", "#hostname=.-h ö", "#Provider Name=P",
        "#Software Version=", "#Platform Version=", "#Deployment Mode=",
        "#Date Time=2024-02-29 23:05", "#License Token=<license-token-not-found>",
        "#License Expiry=<license-expiry-not-found>", "#Audit Version=4.1.5",
      ])
    #expect(lines[11].hasPrefix("Customer PKID,One Phone & Spark (No VM & No WebEx),One Phone ("))
    #expect(
      lines[12] == SampleDump.customer[...] + ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,N,N"
        + ",0,0,0,0,0,0,0,0,0,0,1")
    #expect(lines.count == 14 && lines[13].isEmpty)
  }

  @Test func fileNamesAreSafe() throws {
    let provider = try SampleDump.audit([]).providers[0]
    #expect(
      provider.fileNames == [
        "vlf_P___h___anonymous_2024-02-29_2305.csv", "vlf_P___h___detailed_2024-02-29_2305.csv",
        "vlf_P___h___anonymous_breakdown_2024-02-29_2305.csv",
        "vlf_P___h___license_2024-02-29_2305.zip",
      ])
  }

  @Test func namesInTheDetailedReportAreNoFormulas() throws {
    var nodes = SampleDump.nodes
    nodes[1] = SampleDump.node("sys.hcs.P.R", "=1,\"2\"", "Customer", SampleDump.customer)
    nodes[0] = SampleDump.node("sys.hcs.P.R.=1,\"2\"", "S", "Site", "s")
    let audit = try ReferenceAudit(
      nodes, devices: SampleDump.table, dateTime: "2024-01-01 00:00")
    let last = audit.providers[0].detailed.split(separator: "\n").last
    #expect(last?.hasPrefix("P,R,\"'=1,\"\"2\"\"\",\(SampleDump.customer),0,") == true)
  }

  @Test(arguments: [
    "2023-02-29 00:00", "2024-13-01 00:00", "2024-01-01 24:00", "2024-01-01T00:00", "2024-01-01",
  ])
  func refusesOtherDateTimes(text: String) {
    #expect(throws: ReferenceFailure.self) {
      try ReferenceAudit(SampleDump.nodes, devices: SampleDump.table, dateTime: text)
    }
  }

  @Test func refusesFactsThatMayNotBeWritten() {
    for value in [JSONTree.string("a\u{85}"), .bool(true), .array([])] {
      #expect(throws: ReferenceFailure.self) {
        try ReferenceAudit(
          SampleDump.nodes, facts: [JSONMember("OrgID", value)], devices: SampleDump.table,
          dateTime: "2024-01-01 00:00")
      }
    }
  }

  @Test func breakdownAddsUp() throws {
    let records =
      [
        SampleDump.user("u", devices: ["p0", "ghost", "GHOST "]),
        SampleDump.user("above", devices: ["p1"], at: "sys.hcs.P.R.C"),
        SampleDump.phone("cti", "CTI Port"), SampleDump.phone("spark", "Cisco Spark Remote Device"),
        SampleDump.phone("bridge", "Conference Bridge"), SampleDump.phone("fax", "Analog Phone"),
        SampleDump.phone("rp", class: "Route Point"), SampleDump.phone("", owner: "u"),
        SampleDump.phone("lost", owner: "above"),
        SampleDump.record("uccx/Agent", ["userID": "x"], at: "sys.hcs"),
      ] + (0..<11).map { SampleDump.phone("p\($0)", owner: "U") } + [SampleDump.phone("P0")]
    let audit = try SampleDump.audit(records)
    #expect(
      audit.providers[0].customers[0].breakdown == [
        SampleDump.customer, "1", "0", "0", "1", "1", "2", "17", "11", "1", "1", "1", "1", "2",
        "1", "1", "1", "1",
      ])
    #expect(audit.aboveEveryCustomer == 1 && audit.providers[0].emptyKeys == 1)
  }
}
