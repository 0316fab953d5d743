import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// AuditRules.md §2, rules 1–4 and 7 as far as they are about phones.
@Suite struct PhoneTests {
  @Test func ownerAndAssociationTogetherCountOnce() throws {
    var dump = Dump.base
    dump.user("ann", devices: ["sep1"])
    dump.phone("sep1", owner: "ann")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U : <cisco 8845>"])
    #expect(inventory.standalone() == [])
    #expect(inventory.surplus() == [])
    #expect(inventory.customers[0].counters.phones == 1)
  }

  @Test func ownershipByEitherSideAlone() throws {
    var dump = Dump.base
    dump.phone("sep1", owner: "ann", product: "a")
    dump.phone("sep2", product: "b")
    dump.user("ann")
    dump.user("bob", devices: ["sep2"])
    #expect(try dump.inventory().persons() == ["U : <a>", "U : <b>"])
  }

  @Test func phoneOfSeveralUsersCountsForEach() throws {
    var dump = Dump.base
    dump.phone("sep1", owner: "ann")
    for user in ["ann", "bob", "cid"] { dump.user(user, devices: ["sep1", "sep1"]) }
    let inventory = try dump.inventory()
    #expect(inventory.persons() == Array(repeating: "U : <cisco 8845>", count: 3))
    #expect(inventory.surplus() == ["<cisco 8845>", "<cisco 8845>"])
    #expect(inventory.standalone() == [])
    #expect(inventory.customers[0].counters.phones == 1)
  }

  @Test func phonesOfNobodyAreStandaloneWhateverTheirClass() throws {
    var dump = Dump.base
    dump.phone("sep1", product: "cti port")
    dump.phone("sep2", product: "cisco 7911", class: "gateway")
    dump.phone("sep3", product: "cisco 7911", class: "")
    let inventory = try dump.inventory()
    #expect(inventory.standalone() == ["<another class>", "<cisco 7911>", "<cti port>"])
    #expect(
      inventory.deviceTypes == [.otherClass, .product("cisco 7911"), .product("cti port")])
  }

  @Test func everyClassOfDeviceStandsWithItsOwner() throws {
    var dump = Dump.base
    dump.user("ann")
    dump.phone("sep1", owner: "ann", product: "cti port")
    dump.phone("sep2", owner: "ann", product: "x", class: "gateway")
    #expect(try dump.inventory().persons() == ["U : <another class> <cti port>"])
  }

  @Test func orphanOwnerOwnsNothingAndIsCountedPerPhone() throws {
    var dump = Dump.base
    dump.user("ann")
    dump.phone("sep1", owner: "stranger")
    dump.phone("sep1", owner: "no one")
    dump.phone("sep2", owner: "ann")
    dump.phone("sep2", owner: "stranger")
    dump.phone("sep3")
    let inventory = try dump.inventory()
    #expect(inventory.customers[0].counters.orphanOwners == 2)
    #expect(inventory.standalone().count == 2)
    #expect(inventory.persons() == ["U : <cisco 8845>"])
  }

  @Test func associationsThatNameNoPhoneAreCountedPerUserAndName() throws {
    var dump = Dump.base
    dump.user("ann", devices: ["gone", "gone", "lost"])
    dump.user("ann", devices: ["gone"])
    dump.user("bob", devices: ["gone", "upper"])
    dump.phone("upper", at: Dump.customer)
    let inventory = try dump.inventory()
    #expect(inventory.customers[0].counters.unknownAssociations == 4)
    #expect(inventory.persons() == ["U", "U"])
  }

  @Test func recordsOfOneNameAreOnePhoneWithAllOwners() throws {
    var dump = Dump.base
    dump.user("ann")
    dump.user("bob")
    dump.phone("sep1", owner: "ann", product: "zeta")
    dump.phone("sep1", owner: "bob", product: "alpha")
    dump.phone("sep1", owner: "ann", product: "mid")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U : <alpha>", "U : <alpha>"])
    #expect(inventory.surplus() == ["<alpha>"])
    #expect(inventory.customers[0].counters.phones == 1)
    #expect(inventory.customers[0].counters.mergedRecords == 2)
    #expect(inventory.deviceTypes == [.product("alpha")], "the losers leave no trace")
  }

  @Test(arguments: [
    // Product decides before class; an empty class is before any; "gateway" < "phone".
    ([("b", "phone"), ("a", "gateway")], "<another class>"),
    ([("a", "gateway"), ("a", "")], "<a>"),
    ([("a", "phone"), ("a", "gateway")], "<another class>"),
    ([("a", "phone"), ("a", "route point")], "<a>"),
    ([("", "phone"), ("a", "gateway")], "<>"),
    ([("ab", "phone"), ("a", "phone")], "<a>"),
    ([("é", "phone"), ("z", "phone")], "<z>"),
  ])
  func smallestPairDecidesTheType(pairs: [(String, String)], expected: String) throws {
    for pairs in [pairs, pairs.reversed()] {
      var dump = Dump.base
      for (product, recordClass) in pairs {
        dump.phone("sep1", product: product, class: recordClass)
      }
      #expect(try dump.inventory(parts: 2).standalone() == [expected])
    }
  }

  @Test func canonicallyEquivalentNamesAreDifferent() throws {
    var dump = Dump.base
    dump.user("e\u{301}", devices: ["caf\u{E9}"])
    dump.user("\u{E9}")
    dump.phone("caf\u{E9}")
    dump.phone("cafe\u{301}")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U", "U : <cisco 8845>"])
    #expect(inventory.standalone() == ["<cisco 8845>"])
    #expect(inventory.customers[0].counters.mergedRecords == 0)
  }

  @Test func phoneServerPhonesCountOncePerName() throws {
    var dump = Dump.base
    dump.record(.phoneServerPhone, "x1")
    dump.record(.phoneServerPhone, "x1")
    dump.record(.phoneServerPhone, "x2")
    dump.record(.phoneServerPhone, "")
    dump.record(.phoneServerPhone, "x3", at: Dump.customer)
    let counters = try dump.inventory().customers[0].counters
    #expect(counters.phoneServerPhones == 2)
    #expect(counters.mergedRecords == 0, "phone-server phones are not among the merged")
    #expect(counters.emptyKeys == 1)
    #expect(counters.aboveSiteLevel == 1)
  }
}
