import CensusRules
import FuzzTargets
import Testing

@testable import CensusKernel

/// The plans that rule sets compile to.
@Suite struct CountingPlanTests {
  /// A tile's work is its operations and its counts. Columns with the same beginnings share them.
  @Test func theBuiltInRulesTakeFewOperations() {
    let plan = CountingPlan(RuleSetFixture.builtIn)
    #expect(plan.operations.count <= 77, "\(plan.operations.count)")
    #expect(plan.counts.count <= 33, "\(plan.counts.count)")
  }
}
