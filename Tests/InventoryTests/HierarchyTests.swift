import CensusModel
import DumpReading
import Testing

@testable import Inventory

/// Inputs.md: paths, hierarchies by PKID, and nodes given twice.
@Suite struct HierarchyTests {
  /// Provider, customer and site hang on each other's PKIDs.
  private var byPKID: Dump {
    var dump = Dump()
    dump.node("S", "Site", below: Dump.pkid("c"), pkid: "site-1")
    dump.node("C", "Customer", below: "provider-1", pkid: Dump.pkid("c"))
    dump.node("P", "Provider", below: "sys.hcs", pkid: "provider-1")
    dump.items.append(.record(.user, detail: 0, texts: ["ann", ""], .hierarchy("site-1")))
    dump.items.append(
      .record(.user, detail: 0, texts: ["bob", ""], .hierarchy("sys.hcs.P.C.S")))
    dump.user("cid", at: "sys.hcs.P.C.S")
    dump.items.append(.record(.user, detail: 0, texts: ["dan", ""], .hierarchy("sys.hcs")))
    return dump
  }

  @Test func nodesAndRecordsMayHangOnPKIDsInAnyOrder() throws {
    var dump = byPKID
    for _ in dump.items.indices {
      let inventory = try dump.inventory()
      #expect(inventory.persons() == ["U", "U", "U"])
      #expect(inventory.aboveEveryCustomer == 1)
      #expect(inventory.providers == [Provider(pkid: "provider-1", name: "P")])
      dump.items.append(dump.items.removeFirst())
    }
  }

  @Test func pathBeatsPKID() throws {
    var dump = Dump.base
    // "sys" is the PKID of the site, and an ancestor of every path.
    dump.node("T", "Site", at: Dump.customer, pkid: "sys")
    dump.items.append(.record(.user, detail: 0, texts: ["ann", ""], .hierarchy("sys")))
    #expect(try dump.inventory().aboveEveryCustomer == 1)
  }

  @Test func pkidIsNoPath() throws {
    var dump = Dump.base
    dump.user("ann", at: Dump.pkid("c"))
    #expect(
      try dump.fault()
        == MalformedRecord(
          position: RecordPosition(file: 0, byte: 400), reason: .unknownPath(Dump.pkid("c"))))
  }

  @Test func ancestorsNeedNoNodes() throws {
    var dump = Dump.base
    dump.user("ann", at: "sys.hcs")
    dump.user("bob", at: "sys")
    #expect(try dump.inventory().aboveEveryCustomer == 2)
    dump.user("cid", at: "sy")
    #expect(try dump.fault()?.reason == .unknownPath("sy"))
  }

  @Test func pathsAreComparedExactly() throws {
    for path in [Dump.site.lowercased(), Dump.site + " ", Dump.site + ".", "." + Dump.site, ""] {
      var dump = Dump.base
      dump.user("ann", at: path)
      let fault = try #require(try dump.fault())
      #expect(fault.reason == (path.isEmpty ? .emptyPlace : .unknownPath(path)))
    }
  }

  @Test func canonicallyEquivalentPathsAreDifferentNodes() throws {
    var composed = Dump.base
    composed.node("caf\u{E9}", "Site", at: Dump.customer, pkid: "1")
    composed.user("ann", at: Dump.customer + ".caf\u{E9}")
    var decomposed = Dump()
    decomposed.node("cafe\u{301}", "", at: Dump.customer, pkid: "2")
    decomposed.user("bob", at: Dump.customer + ".cafe\u{301}")
    let inventory = try Inventory(
      batches: composed.batches() + decomposed.batches(), options: .init(threads: 1))
    #expect(inventory.persons() == ["U"])
    #expect(inventory.customers[0].counters.aboveSiteLevel == 1)
  }

  @Test func unknownHierarchyIsMalformed() throws {
    var dump = Dump.base
    dump.items.append(.record(.user, detail: 0, texts: ["ann", ""], .hierarchy("nowhere")))
    #expect(try dump.fault()?.reason == .unknownHierarchy("nowhere"))
    dump = Dump.base
    dump.node("T", "Site", below: Dump.pkid("7"))
    #expect(try dump.fault()?.reason == .unknownHierarchy(Dump.pkid("7")))
  }

  @Test func hierarchyThatIsNoPKIDIsAPathOfItsOwn() throws {
    var dump = Dump()
    dump.node("P", "Provider", below: "sys", pkid: "provider-p")
    dump.node("C", "Customer", below: "sys.P", pkid: Dump.pkid("c"))
    dump.node("S", "Site", at: "sys.P.C")
    dump.user("ann", at: "sys.P.C.S")
    dump.user("bob", at: "sys")
    let inventory = try dump.inventory()
    #expect(inventory.persons() == ["U"])
    #expect(inventory.aboveEveryCustomer == 1)
  }

  @Test func cyclesAreMalformed() throws {
    var dump = Dump.base
    dump.node("E", "", below: "pkid-g", pkid: "pkid-e")
    dump.node("F", "", below: "pkid-e", pkid: "pkid-f")
    dump.node("G", "", below: "pkid-f", pkid: "pkid-g")
    dump.node("Z", "", below: "pkid-z", pkid: "pkid-z")
    dump.node("Y", "", below: "pkid-e", pkid: "pkid-y")
    #expect(
      try dump.fault()
        == MalformedRecord(
          position: RecordPosition(file: 0, byte: 400), reason: .hierarchyCycle("pkid-g")))
    let rejected = try dump.rejecting().misplaced.nodes
    #expect(
      rejected.map(\.reason) == [
        .hierarchyCycle("pkid-g"), .hierarchyCycle("pkid-e"), .hierarchyCycle("pkid-f"),
        .hierarchyCycle("pkid-z"), .unknownHierarchy("pkid-e"),
      ])
  }

  @Test func nodeOnACycleIsTheFaultNotWhatHangsOnIt() throws {
    var dump = Dump.base
    dump.items.insert(.record(.user, detail: 0, texts: ["ann", ""], .hierarchy("pkid-y")), at: 0)
    dump.node("Y", "", below: "pkid-z", pkid: "pkid-y")
    dump.node("Z", "", below: "pkid-z", pkid: "pkid-z")
    #expect(
      try dump.fault()
        == MalformedRecord(
          position: RecordPosition(file: 0, byte: 600), reason: .hierarchyCycle("pkid-z")))
  }

  @Test func sameNodeTwiceIsOne() throws {
    var dump = Dump.base
    dump.items += Dump.base.items
    // Once more, hanging on a PKID instead of a path.
    dump.node("S", "Site", below: Dump.pkid("c"))
    dump.user("ann")
    let inventory = try dump.inventory(parts: 3)
    #expect(inventory.customers.count == 1)
    #expect(inventory.customers[0].sites.count == 1)
    #expect(inventory.persons() == ["U"])
  }

  @Test func sitesCountOncePerNode() throws {
    var dump = Dump.base
    dump.node("T", "Site", at: Dump.site, pkid: "5b2f0c1de4a90377c1d2e3f4")
    dump.node("L", "LinkedSite", at: Dump.customer)
    // Identities computed apart, with FNV-1a over "\u{2}sys.hcs.P.R.C.S" and "\u{1}5b2f…".
    let expected: [UInt64] = [0x92B3_97FD_330C_EAEC, 0x4121_70AA_1598_8163]
    #expect(try dump.inventory().customers[0].sites == expected.sorted())
  }
}
