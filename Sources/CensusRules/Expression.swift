public import CensusModel

/// A condition on one person: on their facts, and on the number *P* of their counted phones
/// (AuditRules.md §2, rule 4).
public indirect enum Expression: Equatable, Sendable {
  /// True for every person, or for none.
  case constant(Bool)
  /// The person has the fact.
  case fact(Fact)
  /// P ≥ n, n ≥ 1. All comparisons of P are made of this one.
  case phones(atLeast: Int)
  /// The person does not fulfil the condition.
  case not(Expression)
  /// The person fulfils all of these.
  case and([Expression])
  /// The person fulfils one of these at least.
  case or([Expression])
  /// The person is counted in the column with this index, which counts persons and comes before
  /// the column that names it.
  case column(Int)

  /// True if a person fulfils the condition. Plain rather than fast: it is what faster ways of
  /// counting are checked against.
  ///
  /// - Parameters:
  ///   - facts: the facts of the person.
  ///   - phones: P of the person, ≥ 0.
  ///   - columns: all columns of the rule set from which the condition comes.
  public func evaluate(facts: FactSet, phones: Int, columns: [Column]) -> Bool {
    switch self {
    case .constant(let value): value
    case .fact(let fact): facts.contains(fact)
    case .phones(let least): phones >= least
    case .not(let part): !part.evaluate(facts: facts, phones: phones, columns: columns)
    case .and(let parts):
      parts.allSatisfy { $0.evaluate(facts: facts, phones: phones, columns: columns) }
    case .or(let parts):
      parts.contains { $0.evaluate(facts: facts, phones: phones, columns: columns) }
    case .column(let index):
      Self.condition(ofColumn: index, in: columns)
        .evaluate(facts: facts, phones: phones, columns: columns)
    }
  }

  /// The same condition with the columns that it names written out.
  ///
  /// - Parameter ruleSet: the rule set from which the condition comes.
  public func resolved(in ruleSet: RuleSet) -> Expression {
    switch self {
    case .constant, .fact, .phones: self
    case .not(let part): .not(part.resolved(in: ruleSet))
    case .and(let parts): .and(parts.map { $0.resolved(in: ruleSet) })
    case .or(let parts): .or(parts.map { $0.resolved(in: ruleSet) })
    case .column(let index):
      Self.condition(ofColumn: index, in: ruleSet.columns).resolved(in: ruleSet)
    }
  }

  /// The numbers n of all P ≥ n in this condition, not in the columns that it names.
  var thresholds: Set<Int> {
    switch self {
    case .constant, .fact, .column: []
    case .phones(let least): [least]
    case .not(let part): part.thresholds
    case .and(let parts), .or(let parts):
      parts.reduce(into: []) { $0.formUnion($1.thresholds) }
    }
  }

  /// How many nodes the condition has once the columns that it names are written out.
  ///
  /// - Parameter columns: the same number for each column before this one.
  func resolvedNodeCount(columns: [Int]) -> Int {
    switch self {
    case .constant, .fact, .phones: 1
    case .not(let part): 1 + part.resolvedNodeCount(columns: columns)
    case .and(let parts), .or(let parts):
      parts.reduce(1) { $0 + $1.resolvedNodeCount(columns: columns) }
    case .column(let index): columns[index]
    }
  }

  private static func condition(ofColumn index: Int, in columns: [Column]) -> Expression {
    guard let condition = columns[index].condition else {
      preconditionFailure("column \(index) counts no persons")
    }
    return condition
  }
}
