import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// AuditRules.md §2, rules 5, 6 (scope) and 13; §3, names and counters.
@Suite struct LevelTests {
  @Test func recordsAboveASiteAreLeftOutAndCountedEach() throws {
    var dump = Dump.base
    dump.node("L", "LinkedSite", at: Dump.customer)
    dump.node("F", "", at: Dump.customer)
    dump.user("ann", devices: ["sep1"], at: Dump.customer)
    dump.user("ann", devices: ["sep1"], at: Dump.customer)
    dump.phone("sep1", owner: "ann")
    dump.record(.voicemail, "ann")
    dump.record(.voicemail, "x", at: Dump.customer + ".L")
    dump.record(.phoneServerPhone, "y", at: Dump.customer + ".F")
    dump.record(.extensionMobilityProfile, "z", at: Dump.customer)
    let inventory = try dump.inventory()
    let counters = inventory.customers[0].counters
    #expect(counters.aboveSiteLevel == 5)
    #expect(counters.users == 0)
    #expect(counters.orphanOwners == 1, "a user left out owns nothing")
    #expect(counters.mergedRecords == 0)
    #expect(inventory.standalone() == ["<cisco 8845>"])
    #expect(inventory.persons() == ["V"])
  }

  @Test func placesBelowASiteAreAtSiteLevel() throws {
    var dump = Dump.base
    dump.node("Floor", "", at: Dump.site)
    dump.node("L", "LinkedSite", at: Dump.site + ".Floor")
    dump.user("ann", at: Dump.site + ".Floor")
    dump.user("bob", at: Dump.site + ".Floor.L")
    #expect(try dump.inventory().persons() == ["U", "U"])
  }

  @Test func recordsAboveEveryCustomerAreCountedOnce() throws {
    var dump = Dump.base
    dump.node("T", "Site", at: "sys.hcs.P")
    dump.user("ann", at: "sys")
    dump.user("", at: "sys.hcs.P.R")
    dump.phone("sep1", at: "sys.hcs.P.T")
    dump.settings(at: "sys.hcs.P", isPublicSector: true)
    let inventory = try dump.inventory()
    #expect(inventory.aboveEveryCustomer == 3)
    #expect(inventory.customers[0].counters == CustomerCounters())
    #expect(inventory.customers[0].settings == [])
    #expect(inventory.customers[0].sites.count == 1)
    #expect(inventory.deviceTypes == [])
  }

  @Test func nestedCustomersHaveTheirOwnRecordsAndSites() throws {
    var dump = Dump.base
    // Customer D lives below the site S of customer C; their own site is T.
    dump.node("D", "Customer", at: Dump.site, pkid: Dump.pkid("d"))
    dump.node("T", "Site", at: Dump.site + ".D")
    dump.node("U", "Site", at: Dump.site + ".D.T")
    dump.user("ann")
    dump.user("ann", at: Dump.site + ".D")
    dump.user("ann", devices: ["sep1"], at: Dump.site + ".D.T.U")
    dump.phone("sep1")
    dump.record(.voicemail, "ann", at: Dump.site + ".D.T")
    let inventory = try dump.inventory()
    #expect(inventory.customers.map(\.pkid) == [Dump.pkid("c"), Dump.pkid("d")])
    #expect(inventory.persons(0) == ["U"])
    #expect(inventory.persons(1) == ["U V"])
    #expect(inventory.standalone(0) == ["<cisco 8845>"])
    #expect(inventory.customers.map(\.counters.aboveSiteLevel) == [0, 1])
    #expect(inventory.customers.map(\.counters.unknownAssociations) == [0, 1])
    #expect(inventory.customers.map(\.sites.count) == [1, 2])
    #expect(inventory.customers.map(\.provider) == [0, 0])
  }

  @Test func settingsHoldIfAnyRecordSaysSo() throws {
    var dump = Dump.base
    dump.settings(isBillingInactive: true)
    dump.settings(isPublicSector: false)
    dump.settings(at: Dump.site, isPublicSector: true)
    dump.node("D", "Customer", at: "sys.hcs.P", pkid: Dump.pkid("d"))
    dump.settings(at: "sys.hcs.P.D")
    let customers = try dump.inventory().customers
    #expect(customers.map(\.settings) == [[.publicSector, .inactiveBilling], []])
  }

  @Test func namesAreThoseOfTheNearestNodes() throws {
    var dump = Dump.base
    dump.node("Q", "Reseller", at: "sys.hcs.P.R")
    dump.node("X", "Customer", at: "sys.hcs.P.R.Q", pkid: Dump.pkid("1"))
    dump.node("Y", "Customer", at: "sys.hcs.P", pkid: Dump.pkid("2"))
    dump.node("O", "Provider", at: "sys")
    dump.node("Z", "Customer", at: "sys.O", pkid: Dump.pkid("3"))
    let inventory = try dump.inventory()
    #expect(
      inventory.names == [
        CustomerNames(provider: "P", reseller: "Q", customer: "X"),
        CustomerNames(provider: "P", reseller: "", customer: "Y"),
        CustomerNames(provider: "O", reseller: "", customer: "Z"),
        CustomerNames(provider: "P", reseller: "R", customer: "C"),
      ])
    #expect(
      inventory.providers == [
        Provider(pkid: "sys.O", name: "O"), Provider(pkid: "provider-p", name: "P"),
      ])
    #expect(inventory.customers.map(\.provider) == [1, 1, 0, 1])
  }

  @Test func customersAreInByteOrderOfPKIDWhichStaysAsItCame() throws {
    var dump = Dump.base
    for digit in ["a", "B", "9", "D"] as [Character] {
      dump.node("N\(digit)", "Customer", at: "sys.hcs.P", pkid: Dump.pkid(digit))
    }
    #expect(
      try dump.inventory().customers.map(\.pkid)
        == (["9", "B", "D", "a", "c"] as [Character]).map(Dump.pkid))
  }

  @Test func providersWithoutCustomersAreListed() throws {
    var dump = Dump.base
    dump.node("O", "Provider", at: "sys.hcs", pkid: "provider-o")
    #expect(try dump.inventory().providers.map(\.name) == ["O", "P"])
  }

  @Test func customersWithoutProviderAreRefused() throws {
    var dump = Dump.base
    dump.node("Z", "Customer", at: "sys.hcs", pkid: Dump.pkid("3"))
    #expect(
      throws: InventoryError.noProviderAbove(customer: Dump.pkid("3"), path: "sys.hcs.Z")
    ) { try dump.inventory() }
  }

  @Test func dumpNeedsAProviderAndACustomer() {
    #expect(throws: InventoryError.noProvider) { try Dump().inventory() }
    var dump = Dump()
    dump.node("C", "Customer", at: "sys", pkid: Dump.pkid("c"))
    #expect(throws: InventoryError.noProvider) { try dump.inventory() }
    dump = Dump()
    dump.node("P", "Provider", at: "sys")
    dump.node("C", "customer", at: "sys.P", pkid: Dump.pkid("c"))
    #expect(throws: InventoryError.noCustomer) { try dump.inventory() }
  }

  @Test func nodeTypesAreComparedExactly() throws {
    var dump = Dump.base
    dump.node("T", "site", at: Dump.customer)
    dump.node("V", "Site ", at: Dump.customer)
    dump.user("ann", at: Dump.customer + ".T")
    let inventory = try dump.inventory()
    #expect(inventory.customers[0].sites.count == 1)
    #expect(inventory.customers[0].counters.aboveSiteLevel == 1)
  }
}
