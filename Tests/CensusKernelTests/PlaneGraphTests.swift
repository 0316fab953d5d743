import CensusModel
import CensusRules
import Testing

@testable import CensusKernel

/// Equal parts of conditions are one node, and contradictions none.
@Suite struct PlaneGraphTests {
  private static let (u, v, w) = (
    Expression.fact(.ucmUser), Expression.fact(.voicemail), Expression.fact(.webex)
  )

  private func node(_ expression: Expression) -> PlaneGraph.Node {
    var graph = PlaneGraph(for: [expression])
    let index = graph.add(expression)
    return graph.nodes[index]
  }

  @Test func simpleConditions() {
    #expect(node(.constant(true)) == .everyone)
    #expect(node(.constant(false)) == .empty)
    #expect(node(Self.v) == .fact(.voicemail))
    #expect(node(.phones(atLeast: 2)) == .phones(atLeast: 2))
    #expect(node(.phones(atLeast: 0)) == .everyone)
    #expect(node(.and([])) == .everyone)
    #expect(node(.or([])) == .empty)
    #expect(node(.and([.not(.not(Self.v))])) == .fact(.voicemail))
  }

  @Test func contradictionsAreEmpty() {
    #expect(node(.and([Self.v, .not(Self.v)])) == .empty)
    #expect(node(.and([.phones(atLeast: 2), .not(.phones(atLeast: 1))])) == .empty)
    #expect(node(.and([.phones(atLeast: 2), .not(.phones(atLeast: 2))])) == .empty)
    #expect(node(.and([.phones(atLeast: 1), .not(.phones(atLeast: 2))])) != .empty)
  }

  @Test func thresholdsThatOthersImplyAreDropped() {
    #expect(
      node(.and([.phones(atLeast: 1), .phones(atLeast: 3), .phones(atLeast: 2)]))
        == .phones(atLeast: 3))
  }

  @Test func equalPartsAreOneNode() {
    let both = Expression.and([Self.u, Self.v])
    let all = Expression.and([Self.w, Self.v, Self.u])
    var graph = PlaneGraph(for: [both, all])
    let first = graph.add(both)
    #expect(graph.add(.and([Self.v, Self.u])) == first)
    let second = graph.add(all)
    let webex = graph.add(Self.w)
    #expect(graph.nodes[second] == .and(first, webex))
  }

  @Test func thresholdsAscend() {
    var graph = PlaneGraph(for: [])
    for count in [11, 1, 2] { _ = graph.add(.phones(atLeast: count)) }
    #expect(graph.thresholds == [1, 2, 11])
  }
}
