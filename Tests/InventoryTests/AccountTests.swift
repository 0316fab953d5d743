import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// AuditRules.md §2, rules 6–9.
@Suite struct AccountTests {
  @Test(arguments: [
    (Role.voicemail, "V"), (.contactCenterExpress, "CCX"), (.contactCenterEnterprise, "CCE"),
  ])
  func accountsByUserID(role: Role, symbol: String) throws {
    var dump = Dump.base
    dump.user("ann", mail: "bob")
    dump.record(role, "ann")
    dump.record(role, "bob")
    #expect(try dump.inventory().persons() == [symbol, "U \(symbol)"].sorted())
  }

  @Test func webexTriesTheIDAndThenTheMailAddress() throws {
    var dump = Dump.base
    dump.user("ann", mail: "bob")
    dump.user("bob", mail: "b@x")
    dump.user("cid", mail: "c@x")
    dump.user("dan", mail: "d@x")
    dump.record(.webex, "bob", "c@x")
    dump.record(.webex, "stranger", "d@x")
    dump.record(.webex, "", "stranger@x")
    dump.record(.webex, "c@x", "")
    #expect(try dump.inventory().persons() == ["U", "U", "U W", "U W", "W", "W"])
  }

  @Test func sparkTriesTheMailAddressAndThenTheID() throws {
    var dump = Dump.base
    dump.user("ann", mail: "a@x")
    dump.user("bob", mail: "b@x")
    dump.user("cid", mail: "c@x")
    dump.record(.spark, "a@x", "bob")
    dump.record(.spark, "stranger@x", "cid")
    dump.record(.spark, "", "b@x")
    #expect(try dump.inventory().persons() == ["S", "U", "U S", "U S"])
  }

  @Test func sharedMailAddressBelongsToTheSmallestUserID() throws {
    for order in [["bob", "ann", "bo"], ["ann", "bo", "bob"], ["bob", "bo", "ann"]] {
      var dump = Dump.base
      for id in order { dump.user(id, mail: "all@x", devices: [id]) }
      for id in order { dump.phone(id, product: id) }
      dump.record(.spark, "all@x", "bob")
      #expect(try dump.inventory().persons() == ["U : <bo>", "U : <bob>", "U S : <ann>"])
    }
  }

  @Test func oneAccountIsAPersonOnlyIfNoneOfItsRecordsMatches() throws {
    var dump = Dump.base
    dump.user("ann", mail: "a@x")
    dump.user("bob", mail: "b@x")
    // Key w1: the first record finds no user, the others two users.
    dump.record(.webex, "w1", "")
    dump.record(.webex, "w1", "a@x")
    dump.record(.webex, "w1", "b@x")
    // Key w2: no record finds a user.
    dump.record(.webex, "w2", "n@x")
    dump.record(.webex, "", "w2")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U W", "U W", "W"])
    #expect(inventory.customers[0].counters.mergedRecords == 3)
  }

  @Test func accountsOfDifferentServicesAreNeverJoined() throws {
    var dump = Dump.base
    dump.record(.voicemail, "x")
    dump.record(.webex, "x", "x")
    dump.record(.spark, "x", "x")
    dump.record(.contactCenterExpress, "x")
    dump.record(.contactCenterEnterprise, "x")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["CCE", "CCX", "S", "V", "W"])
    #expect(inventory.customers[0].counters.mergedRecords == 0)
  }

  @Test func mergedUsersUniteAllTheyHave() throws {
    var dump = Dump.base
    dump.record(.extensionMobilityProfile, "em1")
    dump.user("ann", mail: "a@x", devices: ["sep1"])
    dump.user("ann", mail: "a@y", devices: ["sep2"], profiles: ["em1"])
    dump.user("ann")
    dump.phone("sep1", product: "a")
    dump.phone("sep2", product: "b")
    dump.record(.spark, "a@x", "")
    dump.record(.webex, "", "a@y")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U W S E : <a> <b>"])
    #expect(inventory.customers[0].counters.users == 1)
    #expect(inventory.customers[0].counters.mergedRecords == 2)
  }

  @Test func extensionMobilityNeedsAnExistingProfileAtSiteLevel() throws {
    var dump = Dump.base
    dump.record(.extensionMobilityProfile, "em1")
    dump.record(.extensionMobilityProfile, "em1")
    dump.record(.extensionMobilityProfile, "upper", at: Dump.customer)
    dump.user("ann", profiles: ["gone", "em1"])
    dump.user("bob", profiles: ["gone", "upper"])
    dump.user("cid", devices: ["em1"])
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U", "U", "U E"])
    #expect(inventory.customers[0].counters.mergedRecords == 0, "profiles are not counted")
  }

  @Test func singleNumberReachIsTheUsersWhomTheProfileNames() throws {
    var dump = Dump.base
    dump.user("ann")
    dump.user("bob")
    dump.user("cid")
    dump.record(.singleNumberReachProfile, "rdp1", "ann")
    dump.record(.singleNumberReachProfile, "rdp2", "ann")
    dump.record(.singleNumberReachProfile, "rdp3", "")
    dump.record(.singleNumberReachProfile, "rdp4", "stranger")
    dump.record(.singleNumberReachProfile, "rdp5", "bob", at: Dump.customer)
    dump.record(.singleNumberReachProfile, "", "cid")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U", "U", "U R"])
    #expect(inventory.customers[0].counters.emptyKeys == 1)
  }

  @Test func emptyKeysCountNowhere() throws {
    var dump = Dump.base
    dump.user("", mail: "a@x", devices: ["sep1"])
    dump.phone("", owner: "ann")
    dump.phone("sep1")
    dump.record(.extensionMobilityProfile, "")
    dump.record(.voicemail, "")
    dump.record(.webex, "", "")
    dump.record(.spark, "", "")
    dump.record(.contactCenterExpress, "")
    dump.record(.contactCenterEnterprise, "")
    dump.record(.microsoft365, "", detail: 1)
    dump.record(.teams, "", detail: 1)
    dump.record(.exchange, "")
    dump.record(.pexip, "")
    dump.record(.voicemail, "", at: Dump.customer)
    dump.record(.spark, "a@x", "")
    let inventory = try dump.inventory()
    var expected = CustomerCounters()
    expected.phones = 1
    expected.emptyKeys = 12
    expected.aboveSiteLevel = 1
    #expect(inventory.customers[0].counters == expected)
    #expect(inventory.persons() == ["S"])
    #expect(inventory.standalone() == ["<cisco 8845>"])
  }

  @Test func emptyFieldsMatchNothing() throws {
    var dump = Dump.base
    dump.user("ann", mail: "")
    dump.phone("sep1", owner: "")
    dump.record(.webex, "w", "")
    dump.record(.spark, "s", "")
    #expect(try dump.inventory().persons() == ["S", "U", "W"])
  }
}
