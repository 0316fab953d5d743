internal import CensusModel
internal import Report

/// Findings that belong to no customer, by provider as far as it is known (AuditRules.md §3).
struct AttributedFindings: Equatable {
  /// By name of the provider: what inputs found that have no other.
  private var own: [ExactText: RunFindings] = [:]
  /// The findings of inputs with several providers.
  private(set) var shared = RunFindings()

  /// Nothing found.
  init() {}

  /// Adds what an input with these providers found.
  mutating func add(_ findings: RunFindings, ofProviders providers: [Provider]) {
    let names = Set(providers.map { ExactText($0.name) })
    if let name = names.first, names.count == 1 {
      own[name, default: RunFindings()].add(findings)
    } else {
      shared.add(findings)
    }
  }

  /// The findings of a provider alone.
  func findings(ofProvider name: String) -> RunFindings { own[ExactText(name)] ?? RunFindings() }
}
