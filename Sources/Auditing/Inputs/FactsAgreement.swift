internal import CensusModel

/// One set of platform facts out of those of several inputs (Inputs.md, "Platform facts").
struct FactsAgreement {
  /// Facts that an option gives; they override.
  var given = PlatformFacts()
  /// Keys on which inputs may contradict each other, because an option decides them.
  var decided: Set<PlatformFacts.Key> = []

  /// - Throws: where inputs contradict each other on a key that no option decides.
  func facts(of inputs: [(name: String, facts: PlatformFacts)]) throws(Failure) -> PlatformFacts {
    var agreed = PlatformFacts()
    var origins: [PlatformFacts.Key: String] = [:]
    for input in inputs {
      let disputed = agreed.disagreements(with: input.facts).filter {
        given[$0] == nil && !decided.contains($0)
      }
      if let key = disputed.first {
        throw Self.dispute(disputed, origins[key] ?? "", input.name)
      }
      for key in input.facts.values.keys where agreed[key] == nil { origins[key] = input.name }
      agreed = agreed.completed(by: input.facts)
    }
    return given.completed(by: agreed)
  }

  private static func dispute(
    _ keys: [PlatformFacts.Key], _ first: String, _ second: String
  ) -> Failure {
    let names = keys.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    return Failure(
      .malformed, "\(first) and \(second) disagree on platform facts: \(names)",
      remedy: .givePlatformFacts)
  }
}
