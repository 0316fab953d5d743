import CensusModel
import CensusRules
import Testing

@testable import CensusKernel

/// Each node is computed once, and what is only counted is not stored. Planes: the 13 facts, the
/// thresholds, all persons, then registers.
@Suite struct PlaneSchedulerTests {
  private static let (u, v, w) = (
    Expression.fact(.ucmUser), Expression.fact(.voicemail), Expression.fact(.webex)
  )

  private func schedule(
    _ expressions: [Expression]
  ) -> (
    operations: [CountingPlan.Operation], counts: [CountingPlan.Count], registerCount: Int
  ) {
    var graph = PlaneGraph(for: expressions)
    let roots = expressions.map { graph.add($0) }
    var scheduler = PlaneScheduler(graph: graph, roots: roots)
    return scheduler.schedule()
  }

  @Test func factsAndThresholdsAreInputs() {
    let found = schedule([Self.u, .phones(atLeast: 11), .phones(atLeast: 2), .constant(true)])
    #expect(found.operations.isEmpty)
    #expect(found.counts.map(\.left) == [0, 14, 13, 15])
    #expect(found.counts.map(\.right) == [0, 14, 13, 15])
    #expect(found.counts.allSatisfy { !$0.isWithout })
    #expect(found.registerCount == 0)
  }

  @Test func aNodeThatIsOnlyCountedIsNotStored() {
    let found = schedule([.and([Self.u, Self.v]), .and([Self.u, .not(Self.w)])])
    #expect(found.operations.isEmpty)
    #expect(
      found.counts == [
        CountingPlan.Count(left: 0, right: 1, isWithout: false),
        CountingPlan.Count(left: 0, right: 2, isWithout: true),
      ])
  }

  @Test func aSharedNodeIsComputedOnce() {
    let found = schedule([.and([Self.u, Self.v]), .and([Self.u, Self.v, Self.w])])
    #expect(found.operations == [.and(target: 14, 0, 1)])
    #expect(
      found.counts == [
        CountingPlan.Count(left: 14, right: 14, isWithout: false),
        CountingPlan.Count(left: 14, right: 2, isWithout: false),
      ])
    #expect(found.registerCount == 1)
  }

  /// Everybody without everybody.
  @Test func theEmptyNodeCountsNothing() {
    let found = schedule([.constant(false)])
    #expect(found.counts == [CountingPlan.Count(left: 13, right: 13, isWithout: true)])
  }
}
