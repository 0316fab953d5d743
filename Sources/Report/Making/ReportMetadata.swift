public import CensusModel
public import CensusRules

/// The metadata lines at the head of every report (AuditRules.md §1), complete and checked.
public struct ReportMetadata: Equatable, Sendable {
  /// The moment of the report.
  public let stamp: ReportStamp
  /// The name of a rule set other than the built-in one, if it has one: part of the file names.
  let ruleSetName: String?
  /// The value of each key; empty where it is missing and has no substitute.
  private let values: [PlatformFacts.Key: String]

  /// The head of the report of one provider.
  ///
  /// - Parameters:
  ///   - facts: the facts of the platform; their `Date Time` gives way to `stamp`.
  ///   - provider: the Provider node.
  ///   - isOneOfSeveral: whether the audit has other providers, too; the node's name is then the
  ///     Provider Name, whatever the facts say.
  ///   - stamp: the moment of the report.
  ///   - rules: the rule set. The facts may have another Audit Version than the built-in one; that of
  ///     any other rule set is always its own.
  /// - Throws: `controlCharacter`.
  public init(
    facts: PlatformFacts, provider: Provider, isOneOfSeveral: Bool, stamp: ReportStamp,
    rules: RuleSet
  ) throws(ReportError) {
    var values = facts.values.filter { !$0.value.isEmpty }
    values[.dateTime] = stamp.text
    if isOneOfSeveral { values[.providerName] = provider.name }
    if !rules.isBuiltIn { values[.auditVersion] = rules.auditVersion }
    let substitutes: [PlatformFacts.Key: String] = [
      .providerName: provider.name, .licenseToken: "<license-token-not-found>",
      .licenseExpiry: "<license-expiry-not-found>", .auditVersion: rules.auditVersion,
    ]
    values.merge(substitutes) { given, _ in given }
    for key in PlatformFacts.Key.allCases {
      let control = values[key]?.unicodeScalars.first(where: \.isControl)
      if let control { throw .controlCharacter(key: key.rawValue, codePoint: control.value) }
    }
    self.stamp = stamp
    ruleSetName = rules.isBuiltIn ? nil : rules.name
    self.values = values
  }

  /// The value of a key as the report shows it.
  public subscript(key: PlatformFacts.Key) -> String { values[key] ?? "" }

  /// The lines, each with its LF.
  var lines: String {
    PlatformFacts.Key.allCases.map { "#\($0.rawValue)=\(self[$0])\n" }.joined()
  }
}
