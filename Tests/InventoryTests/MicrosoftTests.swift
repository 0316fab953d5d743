import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// AuditRules.md §2, rules 10 and 11.
@Suite struct MicrosoftTests {
  @Test func accountsOfOnePrincipalNameAreOnePerson() throws {
    var dump = Dump.base
    dump.record(.microsoft365, "x@m", detail: 1)
    dump.record(.teams, "x@m", detail: 0)
    dump.record(.teams, "x@m", detail: 1)
    dump.record(.exchange, "x@m")
    dump.record(.teams, "y@m", detail: 0)
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["T", "T TV X O"])
    #expect(inventory.customers[0].counters.mergedRecords == 1, "each model by itself")
  }

  @Test func unlicensedUserIsAPersonWithoutFacts() throws {
    var dump = Dump.base
    dump.record(.microsoft365, "x@m", detail: 0)
    dump.record(.microsoft365, "y@m", detail: 0)
    dump.record(.microsoft365, "y@m", detail: 1)
    #expect(try dump.inventory().persons() == ["", "O"])
  }

  @Test func principalIsTheUserWithThatMailAddressElseThatID() throws {
    var dump = Dump.base
    dump.user("ann", mail: "x@m")
    dump.user("x@m", mail: "other")
    dump.user("y@m")
    dump.record(.teams, "x@m", detail: 1)
    dump.record(.exchange, "y@m")
    #expect(try dump.inventory().persons() == ["U", "U T TV", "U X"])
  }

  @Test func twoPrincipalsMayBeOneUser() throws {
    var dump = Dump.base
    dump.user("ann", mail: "x@m")
    dump.record(.teams, "x@m", detail: 0)
    dump.record(.exchange, "ann")
    #expect(try dump.inventory().persons() == ["U T X"])
  }

  @Test func pexipTriesMailAddressIDAndPrincipalName() throws {
    var dump = Dump.base
    dump.user("ann", mail: "a@x")
    dump.user("a@x", mail: "")
    dump.user("b@x", mail: "")
    dump.record(.teams, "c@x", detail: 0)
    dump.record(.microsoft365, "d@x", detail: 0)
    for mail in ["a@x", "b@x", "c@x", "d@x", "e@x", "e@x"] { dump.record(.pexip, mail) }
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["PX", "PX", "T PX", "U", "U PX", "U PX"])
    #expect(inventory.customers[0].counters.mergedRecords == 1)
  }

  @Test func pexipOfAUserWhoIsAlsoAPrincipal() throws {
    var dump = Dump.base
    dump.user("ann", mail: "a@x")
    dump.record(.pexip, "a@x")
    dump.record(.exchange, "a@x")
    #expect(try dump.inventory().persons() == ["U X PX"])
  }
}
