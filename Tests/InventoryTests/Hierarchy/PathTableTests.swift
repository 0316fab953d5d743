import Testing

@testable import Inventory

/// Paths and their ancestors.
@Suite struct PathTableTests {
  @Test func ancestorsAreKnownWithAPath() throws {
    var table = PathTable()
    let site = table.insert("sys.Prov.Cust")
    #expect(table.count == 3)
    #expect(table.path(site) == "sys.Prov.Cust")
    let parent = try #require(table.parents[site])
    #expect(table.path(parent) == "sys.Prov")
    let root = try #require(table.parents[parent])
    #expect(table.path(root) == "sys")
    #expect(table.parents[root] == nil)
  }

  @Test func aKnownPathIsNotAddedAgain() {
    var table = PathTable()
    let first = table.insert("a.b")
    #expect(table.insert("a.b") == first)
    let other = table.insert("a.c")
    #expect(table.count == 3)
    #expect(table.parents[other] == table.index(of: "a"))
    #expect(table.index(of: "a.B") == nil)
    #expect(table.index(of: "b") == nil)
  }
}
