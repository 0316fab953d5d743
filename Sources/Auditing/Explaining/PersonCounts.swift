internal import CensusModel
internal import CensusRules
internal import Report

/// Verdicts on persons, computed once for all who have the same facts and phones: there are few
/// such combinations and millions of persons. One thread uses it at a time.
///
/// Soundness of @unchecked: it is handed to one thread, and kept from all others.
final class PersonCounts: @unchecked Sendable {
  /// The verdict on persons of one combination. A class, as millions of persons refer to few.
  final class Entry: Sendable {
    /// The number of the combination, in the order in which they were met.
    let number: Int
    let isUser: Bool
    let verdict: PersonVerdict
    let count: ListRow.PersonCount

    init(number: Int, isUser: Bool, verdict: PersonVerdict, count: ListRow.PersonCount) {
      (self.number, self.isUser, self.verdict, self.count) = (number, isUser, verdict, count)
    }
  }

  private struct Combination: Hashable {
    var facts: FactSet
    var phones: Int
  }

  private let rules: RuleSet
  private let titles: [String]
  private var entries: [Combination: Entry] = [:]

  init(_ rules: RuleSet) {
    self.rules = rules
    titles = rules.columns.map(\.title)
  }

  /// The verdict on persons with these facts and so many counted phones.
  func entry(_ facts: FactSet, phones: Int) -> Entry {
    let combination = Combination(facts: facts, phones: phones)
    if let known = entries[combination] { return known }
    let verdict = rules.verdict(facts: facts, phones: phones)
    let deciding = verdict.bucket ?? verdict.columns.first { !rules.columns[$0].isExclusive }
    let decides = verdict.isUnclassified ? nil : deciding
    let rule = decides.flatMap { rules.columns[$0].condition?.text(columns: rules.columns) }
    let count = ListRow.PersonCount(
      facts: Fact.allCases.filter(facts.contains).map(\.symbol), phones: phones,
      columns: (
        deciding: decides.map { titles[$0] } ?? "unclassified", rule: rule ?? "",
        alsoIn: verdict.columns.filter { $0 != decides }.map { titles[$0] }
      ), licenses: verdict.licenses)
    let entry = Entry(
      number: entries.count, isUser: facts.contains(.ucmUser), verdict: verdict, count: count)
    entries[combination] = entry
    return entry
  }
}
