import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// Inputs.md: nodes that contradict each other, and what is left without them.
@Suite struct ConflictTests {
  private func position(_ item: Int) -> RecordPosition {
    RecordPosition(file: 0, byte: 100 * item)
  }

  @Test(arguments: [
    ("", MalformedRecord.Reason.emptyNodeName), ("a.b", .dottedNodeName("a.b")),
    (".", .dottedNodeName(".")),
  ])
  func badNames(name: String, reason: MalformedRecord.Reason) throws {
    var dump = Dump.base
    dump.node(name, "Site", at: Dump.customer)
    #expect(try dump.fault() == MalformedRecord(position: position(4), reason: reason))
    let inventory = try dump.rejecting()
    #expect(inventory.misplaced.nodes == [MalformedRecord(position: position(4), reason: reason)])
    #expect(inventory.customers[0].sites.count == 1)
  }

  @Test(arguments: [
    "", "cccccccccccccccccccccccc ", "ccccccccccccccccccccccc", "gccccccccccccccccccccccc",
    "c{ccccccccccccccccccccccc", "cccccccccccccccccccccccc0",
  ])
  func customerPKIDs(pkid: String) throws {
    var dump = Dump.base
    dump.node("D", "Customer", at: "sys.hcs.P", pkid: pkid)
    #expect(
      try dump.fault() == MalformedRecord(position: position(4), reason: .customerPKID(pkid)))
    dump = Dump.base
    dump.node("D", "Other", at: "sys.hcs.P", pkid: pkid)
    #expect(try dump.fault() == nil, "only customers need such a PKID")
  }

  @Test func onePathOfTwoNodes() throws {
    var dump = Dump.base
    dump.node("S", "Site", at: Dump.customer, pkid: "another")
    dump.user("ann")
    #expect(
      try dump.fault()
        == MalformedRecord(
          position: position(3), reason: .pathOfTwoNodes(path: Dump.site, other: position(4))))
    let inventory = try dump.rejecting()
    #expect(
      inventory.misplaced.nodes == [
        MalformedRecord(
          position: position(3), reason: .pathOfTwoNodes(path: Dump.site, other: position(4))),
        MalformedRecord(
          position: position(4), reason: .pathOfTwoNodes(path: Dump.site, other: position(3))),
      ])
    #expect(
      inventory.misplaced.places == [
        Misplaced.Place(
          location: .path(Dump.site), reason: .unknownPath(Dump.site), recordCount: 1)
      ])
    #expect(inventory.misplaced.recordCount == 3)
    #expect(inventory.persons() == [])
    #expect(inventory.customers[0].sites == [])
  }

  @Test func onePathOfTwoTypes() throws {
    var dump = Dump.base
    dump.node("S", "LinkedSite", at: Dump.customer)
    #expect(
      try dump.fault()?.reason == .pathOfTwoNodes(path: Dump.site, other: position(4)))
  }

  @Test func onePKIDOfTwoNodes() throws {
    var dump = Dump.base
    dump.node("D", "Customer", at: "sys.hcs.P", pkid: Dump.pkid("d"))
    dump.node("E", "Customer", at: "sys.hcs.P", pkid: Dump.pkid("c"))
    let reason = MalformedRecord.Reason.pkidOfTwoNodes(
      pkid: Dump.pkid("c"), other: position(5))
    #expect(try dump.fault() == MalformedRecord(position: position(2), reason: reason))
    let inventory = try dump.rejecting()
    #expect(inventory.customers.map(\.pkid) == [Dump.pkid("d")])
    #expect(inventory.misplaced.nodes.map(\.position) == [position(2), position(5)])
  }

  @Test func emptyPKIDsContradictNobody() throws {
    var dump = Dump.base
    dump.node("T", "Site", at: Dump.customer)
    dump.node("U", "Site", at: Dump.customer)
    #expect(try dump.inventory().customers[0].sites.count == 3)
  }

  @Test func childrenOfARejectedNodeStay() throws {
    var dump = Dump.base
    dump.node("R", "Reseller", at: "sys.hcs.P", pkid: "another")
    dump.user("ann")
    // The path of R is still that of an ancestor.
    dump.user("bob", at: "sys.hcs.P.R")
    let inventory = try dump.rejecting()
    #expect(inventory.misplaced.nodes.count == 2)
    #expect(inventory.misplaced.places == [])
    #expect(inventory.persons() == ["U"])
    #expect(inventory.aboveEveryCustomer == 1)
    #expect(
      inventory.names == [CustomerNames(provider: "P", reseller: "", customer: "C")])
  }

  @Test func rejectionsSpreadUntilTheRestIsSound() throws {
    var dump = Dump.base
    // X is given twice; Y hangs on its PKID, Z on that of Y; V is at the path that Y made known.
    dump.node("X", "Site", at: Dump.customer, pkid: "pkid-x")
    dump.node("W", "Site", at: Dump.customer, pkid: "pkid-x")
    dump.node("Y", "", below: "pkid-x", pkid: "pkid-y")
    dump.node("Z", "", below: "pkid-y", pkid: "pkid-z")
    dump.user("ann", at: Dump.customer + ".X")
    dump.user("bob", at: Dump.customer + ".X.Y")
    dump.items.append(.record(.user, detail: 0, texts: ["cid", ""], .hierarchy("pkid-z")))
    dump.settings(at: Dump.customer + ".W", isPublicSector: true)
    dump.user("dan")
    #expect(try dump.fault()?.position == position(4))
    let inventory = try dump.rejecting(parts: 3, threads: 2)
    #expect(inventory.misplaced.nodes.map(\.position) == (4...7).map(position))
    #expect(
      inventory.misplaced.nodes.suffix(2).map(\.reason) == [
        .unknownHierarchy("pkid-x"), .unknownHierarchy("pkid-y"),
      ])
    #expect(
      inventory.misplaced.places.map(\.location) == [
        .hierarchy("pkid-z"), .path(Dump.customer + ".W"), .path(Dump.customer + ".X"),
        .path(Dump.customer + ".X.Y"),
      ])
    #expect(inventory.misplaced.recordCount == 8)
    #expect(inventory.persons() == ["U"])
    #expect(inventory.customers[0].settings == [])
  }

  @Test func childOfAnAmbiguousPKIDTakesNobodyElseDown() throws {
    // Q hangs on a PKID that two nodes claim; under neither may it clash with the Q that is sound.
    for parents in [["X", "W"], ["W", "X"]] {
      var dump = Dump.base
      dump.node("Q", "Site", at: Dump.customer + ".X", pkid: "pkid-q")
      dump.node("Q", "", below: "pkid-x", pkid: "pkid-other")
      for name in parents { dump.node(name, "", at: Dump.customer, pkid: "pkid-x") }
      dump.user("ann", at: Dump.customer + ".X.Q")
      let inventory = try dump.rejecting()
      #expect(inventory.misplaced.nodes.map(\.position) == [5, 6, 7].map(position))
      #expect(inventory.persons() == ["U"])
      #expect(inventory.customers[0].sites.count == 2)
    }
  }

  @Test func firstBadRecordInReadingOrderIsNamed() throws {
    var dump = Dump.base
    dump.node("a.b", "Site", at: Dump.customer)
    dump.items.insert(.record(.user, detail: 0, texts: ["ann", ""], .path("nowhere")), at: 2)
    dump.user("bob", at: "elsewhere")
    let expected = MalformedRecord(position: position(2), reason: .unknownPath("nowhere"))
    for parts in 1...5 {
      #expect(throws: InventoryError.malformed(expected)) { try dump.inventory(parts: parts) }
    }
  }

  @Test func consequencesOfABadNodeAreNotBlamed() throws {
    // The records of a customer with a bad PKID, before its node.
    var dump = Dump()
    dump.user("ann", at: "sys.hcs.P.D")
    dump.items += Dump.base.items
    dump.node("D", "Customer", at: "sys.hcs.P", pkid: "d")
    #expect(
      try dump.fault() == MalformedRecord(position: position(5), reason: .customerPKID("d")))

    // The records of a node that hangs on an ambiguous PKID.
    dump = Dump()
    dump.user("ann", at: Dump.customer + ".X.Y")
    dump.items += Dump.base.items
    dump.node("Y", "", below: "pkid-x")
    dump.node("X", "Site", at: Dump.customer, pkid: "pkid-x")
    dump.node("W", "Site", at: Dump.customer, pkid: "pkid-x")
    #expect(
      try dump.fault()
        == MalformedRecord(
          position: position(6), reason: .pkidOfTwoNodes(pkid: "pkid-x", other: position(7))))
  }

  @Test func rejectingNothingSaysNothing() throws {
    let inventory = try Dump.base.rejecting()
    #expect(inventory.misplaced.recordCount == 0)
    #expect(inventory.misplaced.nodes == [] && inventory.misplaced.places == [])
  }

  @Test func collidingSitesAreRefused() throws {
    #expect(
      throws: InventoryError.sitesCollide(customer: "c", paths: ["a", "b"])
    ) {
      try SiteIdentity.distinct([(7, "b"), (5, "x"), (7, "a")], customer: "c")
    }
    #expect(try SiteIdentity.distinct([(7, "b"), (5, "x")], customer: "c") == [5, 7])
  }

  @Test func deviceTypesHaveALimit() throws {
    let batch = RecordBatch()
    for index in 0..<65_535 {
      _ = batch.index(of: ProductClass(product: "\(index)", recordClass: ""))
    }
    #expect(try DeviceTypeTable(batches: [batch]).types.count == 65_535)
    _ = batch.index(of: ProductClass(product: "7", recordClass: "gateway"))
    #expect(throws: InventoryError.tooManyDeviceTypes(count: 65_536, limit: 65_535)) {
      try DeviceTypeTable(batches: [batch])
    }
  }
}
