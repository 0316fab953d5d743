internal import CensusModel

/// The provider of a report. A provider that runs several platforms has a node on each, all of one
/// name and each with a PKID of its own; its customers are one report (AuditRules.md §3).
struct ReportedProvider: Equatable {
  /// The name of all nodes.
  let name: String
  /// The nodes, in byte order of their PKIDs.
  private(set) var nodes: [Node]

  /// A Provider node.
  struct Node: Equatable {
    let provider: Provider
    /// The names of the inputs that have it, in byte order.
    var inputs: [String]
  }

  /// The providers of several inputs, by name and then by PKID. Nodes of one name are one provider
  /// unless a single input has two of them: those are two providers that share a name.
  static func all(in inputs: [CountedInput]) -> [ReportedProvider] {
    let ambiguous = ambiguousNames(in: inputs)
    var origins: [Provider: Set<ExactText>] = [:]
    for input in inputs {
      for provider in input.providers ?? [] {
        origins[provider, default: []].insert(ExactText(input.name))
      }
    }
    var reported: [ReportedProvider] = []
    for provider in origins.keys.sorted(by: Provider.precedes) {
      let node = Node(
        provider: provider, inputs: (origins[provider] ?? []).sorted().map(\.string))
      if let last = reported.last, last.name.isExactly(provider.name),
        !ambiguous.contains(ExactText(provider.name))
      {
        reported[reported.count - 1].nodes.append(node)
      } else {
        reported.append(ReportedProvider(name: provider.name, nodes: [node]))
      }
    }
    return reported
  }

  /// The names that two nodes of a single input have.
  static func ambiguousNames(in inputs: [CountedInput]) -> Set<ExactText> {
    var names: Set<ExactText> = []
    for input in inputs {
      var known: Set<ExactText> = []
      for provider in input.providers ?? [] where !known.insert(ExactText(provider.name)).inserted {
        names.insert(ExactText(provider.name))
      }
    }
    return names
  }

  /// True if a node is one of its own.
  func has(_ provider: Provider) -> Bool { nodes.contains { $0.provider == provider } }

  /// True if a text is its name, or the PKID of one of its nodes.
  func isNamed(_ text: String) -> Bool {
    name.isExactly(text) || nodes.contains { $0.provider.pkid.isSamePKID(as: text) }
  }
}
