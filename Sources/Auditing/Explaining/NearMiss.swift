internal import CensusModel
internal import CensusRules

/// An exclusive column that would count an unclassified user if one fact were another.
struct NearMiss: Equatable {
  /// Index of the column.
  var column: Int
  /// The fact.
  var fact: Fact
  /// True if the user has it: then they are counted without it, else with it.
  var hasIt: Bool

  /// The near misses of a user, by column, then fact.
  static func all(facts: FactSet, phones: Int, _ rules: RuleSet) -> [NearMiss] {
    rules.columns.indices.filter { rules.columns[$0].isExclusive }.flatMap { column in
      Fact.allCases.filter { $0 != .ucmUser }.compactMap { fact in
        let changed = facts.symmetricDifference(FactSet(fact))
        let isCounted = rules.columns[column].condition?.evaluate(
          facts: changed, phones: phones, columns: rules.columns)
        guard isCounted == true else { return nil }
        return NearMiss(column: column, fact: fact, hasIt: facts.contains(fact))
      }
    }
  }
}
