import TestSupport
import Testing

/// The rules of AuditRules.md §2, each with an example whose counts were found by hand.
@Suite struct ReferenceRuleTests {
  @Test func deviceClassesAndOwners() throws {
    // Owner and association at once count once; a CTI port never; several owners count each.
    let columns = try SampleDump.columns([
      SampleDump.user("a", devices: ["x", "y"]), SampleDump.user("b", devices: ["x"]),
      SampleDump.phone("X ", owner: "A"), SampleDump.phone("y", "cti  port"),
    ])
    #expect(columns == [3: 2])
  }

  @Test func sparkRemotesCountOnceAndOnlyAlone() throws {
    let remote = "Cisco Spark Remote Device"
    let columns = try SampleDump.columns([
      SampleDump.user("a"), SampleDump.user("b"), SampleDump.phone("r1", remote, owner: "a"),
      SampleDump.phone("r2", remote, owner: "a"), SampleDump.phone("r3", remote, owner: "b"),
      SampleDump.phone("p", owner: "b"), SampleDump.phone("r4", remote),
    ])
    #expect(columns == [3: 2])
  }

  @Test func mergedPhoneTakesTheSmallestPair() throws {
    // "analog phone" < "cisco 7940"; with equal products the absent class is smaller.
    let columns = try SampleDump.columns([
      SampleDump.phone("p"), SampleDump.phone("P", "ANALOG  Phone"),
      SampleDump.phone("q", class: "Gateway"), SampleDump.phone("q", class: ""),
    ])
    #expect(columns == [18: 1, 26: 1])
  }

  @Test func accountsFallBackToTheSecondField() throws {
    let columns = try SampleDump.columns([
      SampleDump.user("b", mail: "m@x"), SampleDump.user("a", mail: "M@X"),
      SampleDump.record("webex/User", ["webExId": "stranger", "email": "m@x"]),
      SampleDump.record("webex/User", ["webExId": "B", "email": "other"]),
      SampleDump.record("spark/User", ["email": "", "userName": "lonely"]),
      SampleDump.record("spark/User", ["email": "lonely", "userName": "zzz"]),
    ])
    #expect(columns == [11: 2, 23: 1])
  }

  @Test func contactCentreCountsEachAgentOnce() throws {
    let columns = try SampleDump.columns([
      SampleDump.user("a"), SampleDump.record("uccx/Agent", ["userID": "A"]),
      SampleDump.record("uccx/Agent", ["userID": "a "]),
      SampleDump.record("uccx/Agent", ["userID": "b"]),
      SampleDump.record("ucce/Agent", ["userID": "b"]),
    ])
    #expect(columns == [8: 1, 21: 1, 22: 2])
  }

  @Test func microsoftAndPexip() throws {
    var voice = SampleDump.record("msteamsonline/CsOnlineUser", ["UserPrincipalName": "v@x"])
    voice.data.append(JSONMember("EnterpriseVoiceEnabled", .string("tRuE")))
    var unlicensed = SampleDump.record("msgraph/MsolUser", ["UserPrincipalName": "n@x"])
    unlicensed.data.append(JSONMember("IsLicensed", .bool(false)))
    let columns = try SampleDump.columns([
      voice, unlicensed,
      SampleDump.record("msexchangeonline/UserMailbox", ["UserPrincipalName": "V@x"]),
      SampleDump.record("pexip/User", ["email": "n@x"]),
      SampleDump.record("pexip/User", ["email": "own@x"]), SampleDump.user("u", mail: "u@x"),
      SampleDump.record("pexip/User", ["email": "U@x"]),
      SampleDump.record("msgraph/MsolUser", ["UserPrincipalName": "o@x"]),
    ])
    #expect(columns == [8: 1, 30: 1, 31: 1, 33: 1, 34: 2])
  }

  @Test func unclassifiedUserIsReported() throws {
    let provider = try SampleDump.audit([
      SampleDump.user("u"), SampleDump.record("spark/User", ["userName": "u"]),
      SampleDump.record("cucm/RemoteDestinationProfile", ["name": "r", "userId": "U"]),
      SampleDump.record("msexchangeonline/UserMailbox", ["UserPrincipalName": "m"]),
    ]).providers[0]
    #expect(provider.total("Unclassified Users") == 1)
    #expect(provider.total("Unclassified Accounts") == 1)
    #expect((2...17).map { provider.total(column: $0) }.reduce(0, +) == 0)
  }

  @Test func mobilityNeedsAnExistingProfile() throws {
    let columns = try SampleDump.columns([
      SampleDump.user("a", profiles: ["gone"]), SampleDump.user("b", profiles: ["gone", "EM "]),
      SampleDump.record("cucm/DeviceProfile", ["name": "em"]),
    ])
    #expect(columns == [8: 1, 14: 1])
  }

  @Test func recordsOfANestedCustomerNeedASiteBelowIt() throws {
    let inner = "ffffffffffffffffffffffff"
    let audit = try SampleDump.audit([
      SampleDump.node(SampleDump.site, "D", "Customer", inner),
      SampleDump.record("cuc/User", ["Alias": "v"], at: SampleDump.site + ".D"),
      SampleDump.node(SampleDump.site, "L", "LinkedSite", "linked"),
      SampleDump.record("cuc/User", ["Alias": "v"], at: SampleDump.site + ".L"),
    ])
    let customers = audit.providers[0].customers
    #expect(customers.map(\.pkid) == [SampleDump.customer, inner])
    #expect(customers.map { $0.row[19] } == ["1", "0"])
    #expect(customers.map { $0.breakdown[17] } == ["0", "1"])
    #expect(customers.map { $0.row[35] } == ["1", "0"])
  }

  @Test func malformedRecordsAreRefused() {
    let bad = [
      RawRecord("device/cuc/User", .path("sys.nowhere")), RawRecord("device/cuc/User", .absent),
      RawRecord("device/cuc/User", .hierarchy("aaaaaaaaaaaaaaaaaaaaaaaa")),
      RawRecord(
        "device/cuc/User", .hierarchy("site"), data: [JSONMember("Alias", .number("1"))]),
      SampleDump.node("sys.hcs.P.R.C", "S", "LinkedSite", "site"),
      SampleDump.node("sys.hcs.P.R.C", "T", "Site", "site"),
      SampleDump.node("sys.hcs.P.R.C", "a.b", "Site", "dotted"),
      SampleDump.node("sys.hcs.P.R", "E", "Customer", "0123"),
      SampleDump.node("sys.hcs.P.R", "E", "Customer", SampleDump.customer),
    ]
    for record in bad {
      let failure = #expect(throws: ReferenceFailure.self) { try SampleDump.audit([record]) }
      #expect(failure?.kind == "malformed")
    }
  }
}
