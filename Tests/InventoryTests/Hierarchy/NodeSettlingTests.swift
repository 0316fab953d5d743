import CensusModel
import Testing

@testable import DumpReading
@testable import Inventory

/// Every node finds its path, whatever the order of the records (AuditRules.md §2, rule 5).
@Suite struct NodeSettlingTests {
  private static let (provider, customer, lost) = (
    "5c7d35610000080ba0000001", "5c7d35610000080ba0000002", "5c7d35610000080ba00000ff"
  )

  private func node(_ pkid: String, _ name: String, _ location: Location) -> NodeStatement {
    NodeStatement(
      NodeRecord(
        pkid: pkid, name: name, nodeType: "Site", location: 0,
        position: RecordPosition(file: 0, byte: 0)),
      location: location)
  }

  private func paths(_ nodes: [NodeStatement]) -> [String?] {
    let settling = NodeSettling(nodes, statedPKIDs: NodeStatement.pkids(of: nodes))
    return settling.ownPaths.map { $0.map(settling.paths.path) }
  }

  @Test func nodesHangOnPathsAndOnPKIDs() {
    let nodes = [
      node("", "Site", .hierarchy(Self.customer)),
      node(Self.customer, "Cust", .hierarchy(Self.provider)),
      node(Self.provider, "Prov", .hierarchy("sys")),
      node("", "Other", .path("sys.Prov.Cust")),
    ]
    let expected = ["sys.Prov.Cust.Site", "sys.Prov.Cust", "sys.Prov", "sys.Prov.Cust.Other"]
    #expect(paths(nodes) == expected)
    #expect(paths(nodes.reversed()) == expected.reversed())
  }

  @Test func aNodeOfALostPKIDIsNotSettled() {
    #expect(
      paths([node("", "Site", .hierarchy(Self.lost)), node("", "Prov", .hierarchy("sys"))])
        == [nil, "sys.Prov"])
  }

  @Test func recordsThatDisagreeSettleNothingBelow() {
    let nodes = [
      node(Self.customer, "Cust", .path("sys.A")), node(Self.customer, "Cust", .path("sys.B")),
      node("", "Site", .hierarchy(Self.customer)),
    ]
    #expect(paths(nodes) == ["sys.A.Cust", "sys.B.Cust", nil])
    let settling = NodeSettling(nodes, statedPKIDs: NodeStatement.pkids(of: nodes))
    #expect(settling.members(ofPKID: Self.customer.uppercased()) == [0, 1])
    #expect(settling.path(ofPKID: Self.customer) == nil)
  }
}
