import TestSupport
import Testing

/// Every combination of facts of a UCM user, against a table filled in by hand from the titles of
/// AuditRules.md §1, and the ties between records that the rules of §2 settle.
@Suite struct ReferenceBucketTests {
  /// Columns of a user without a phone, for the facts E W V S R read as a binary number.
  static let withoutPhone = [
    8, 9, 12, 0, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11, 11, 11,
    14, 15, 13, 13, 16, 16, 16, 16, 17, 17, 17, 17, 17, 17, 17, 17,
  ]
  /// Columns of a user with one phone, for the facts W V S.
  static let withOnePhone = [3, 2, 4, 4, 5, 5, 5, 5]

  @Test(arguments: 0..<96)
  func userIsInOneBucket(number: Int) throws {
    let (facts, phones) = (number % 32, number / 32)
    var records = (0..<phones).map { SampleDump.phone("p\($0)", owner: "u") }
    records.append(SampleDump.user("u", profiles: facts & 16 != 0 ? ["em"] : []))
    records.append(SampleDump.record("cucm/DeviceProfile", ["name": "em"]))
    if facts & 8 != 0 { records.append(SampleDump.record("webex/User", ["webExId": "u"])) }
    if facts & 4 != 0 { records.append(SampleDump.record("cuc/User", ["Alias": "u"])) }
    if facts & 2 != 0 { records.append(SampleDump.record("spark/User", ["userName": "u"])) }
    if facts & 1 != 0 {
      let fields = ["name": "r", "userId": "u"]
      records.append(SampleDump.record("cucm/RemoteDestinationProfile", fields))
    }
    let column = [Self.withoutPhone[facts], Self.withOnePhone[facts % 16 / 2], 6][phones]
    var expected: [Int: Int] = [:]
    if column != 0 { expected[column] = 1 }
    if facts & 2 != 0, [4, 5, 6, 10, 11, 16, 17].contains(column) { expected[27] = 1 }
    #expect(try SampleDump.columns(records) == expected)
  }

  @Test(arguments: [(1, 0), (10, 0), (11, 1), (20, 1), (21, 2), (30, 2), (31, 3)])
  func additionalLicenses(phones: Int, expected: Int) throws {
    let records = (0..<phones).map { SampleDump.phone("p\($0)", owner: "u") }
    let provider = try SampleDump.audit(records + [SampleDump.user("u")]).providers[0]
    #expect(provider.total("Additional Licenses") == expected)
    #expect(provider.total(column: 7) == (phones > 10 ? 1 : 0))
  }

  @Test func oneMatchedRecordIsEnoughForAKey() throws {
    // One key; its second record finds the user by mail, so no account stands alone.
    let columns = try SampleDump.columns([
      SampleDump.user("u", mail: "u@x"), SampleDump.record("webex/User", ["webExId": "k"]),
      SampleDump.record("webex/User", ["webExId": "K", "email": "u@x"]),
    ])
    #expect(columns == [11: 1])
  }

  @Test func emptyProductGivesWayToTheModel() throws {
    var phone = SampleDump.phone("p", "", class: "  ")
    phone.data.append(JSONMember("model", .string("analog phone")))
    let audit = try SampleDump.audit([phone, SampleDump.phone("q", "Acme  9")])
    #expect(audit.providers[0].total(column: 26) == 1)
    #expect(audit.providers[0].unknownProducts == [Array("acme 9".utf8): 1])
  }

  @Test func keysAreFoldedInASCIIOnly() throws {
    let columns = try SampleDump.columns([
      SampleDump.user("É"), SampleDump.record("cuc/User", ["Alias": "é"]),
      SampleDump.user("zo\u{EB}"), SampleDump.record("cuc/User", ["Alias": "Zoe\u{308}"]),
      SampleDump.user("a\t"), SampleDump.record("cuc/User", ["Alias": " A\t "]),
    ])
    #expect(columns == [8: 2, 10: 1, 20: 2])
  }

  @Test func settingsSpeakForTheNearestCustomer() throws {
    func settings(_ value: JSONTree, at path: String) -> RawRecord {
      let data = [JSONMember("publicSector", value)]
      return RawRecord("relation/HcsCustomerREL", .path(path), data: data)
    }
    let records = [
      settings(.string("f"), at: "sys.hcs.P.R.C"), settings(.string("T"), at: SampleDump.site),
      settings(.bool(true), at: "sys.hcs.P"),
    ]
    #expect(try SampleDump.audit(records).providers[0].customers[0].row[23...24] == ["Y", "N"])
    #expect(try SampleDump.audit([records[2]]).providers[0].customers[0].row[23] == "N")
    #expect(try SampleDump.audit([records[2]]).aboveEveryCustomer == 0)
  }

  @Test func emptyKeyAboveASiteIsAboveSiteLevel() throws {
    let audit = try SampleDump.audit([
      SampleDump.record("spark/User", ["email": " "]),
      SampleDump.record("spark/User", at: "sys.hcs.P.R.C"),
      SampleDump.record("spark/User", ["email": "", "userName": "x"]),
    ])
    #expect(audit.providers[0].emptyKeys == 1)
    #expect(audit.providers[0].total("Above Site Level") == 1)
    #expect(audit.providers[0].total(column: 23) == 1)
  }

  @Test func nodesDecideWhetherThereIsAReport() {
    for (index, kind) in [(3, "noProvider"), (1, "noCustomer")] {
      var nodes = SampleDump.nodes
      nodes.remove(at: index)
      let failure = #expect(throws: ReferenceFailure.self) {
        try ReferenceAudit(nodes, devices: SampleDump.table, dateTime: "2024-01-01 00:00")
      }
      #expect(failure?.kind == kind)
    }
  }

  @Test func severalProvidersBearTheirOwnNames() throws {
    let other = [
      SampleDump.node("sys.hcs", "O", "Provider", "o"),
      SampleDump.node("sys.hcs.O", "C", "Customer", String(repeating: "a", count: 24)),
    ]
    let facts = [JSONMember("Provider Name", .string("facts"))]
    let audit = try ReferenceAudit(
      SampleDump.nodes + other, facts: facts, devices: SampleDump.table,
      dateTime: "2024-01-01 00:00")
    #expect(audit.providers.map(\.name) == ["O", "P"])
    #expect(audit.providers.allSatisfy { $0.anonymous.contains("#Provider Name=\($0.name)\n") })
  }
}
