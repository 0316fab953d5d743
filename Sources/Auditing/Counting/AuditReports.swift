internal import CensusModel
internal import CensusRules
internal import Report
internal import TextOutput

/// The reports of one audit, one per provider, before they are written.
struct AuditReports {
  let reports: [CensusReport]
  /// Beside `reports`.
  let providers: [ReportedProvider]
  let rules: RuleSet
  /// Findings in inputs of several providers, where the audit has several: shown once.
  let runFindings: RunFindings?
  private let findings: [RunFindings]
  /// Well-formed records of the whole audit by counted model; nil where an input does not say.
  let models: [String: Int]?

  /// Facts of the platform that are missing.
  var warnings: [String] {
    guard reports.contains(where: { $0.header[.hostname].isEmpty }) else { return [] }
    return ["hostname is missing from the platform facts: heads and names of the reports lack it"]
  }

  /// Remarks on the reports.
  var remarks: [String] {
    guard !rules.isBuiltIn, rules.name == nil else { return [] }
    return [
      "The rule set has no 'name': the report has the same file name as under the built-in rules."
    ]
  }

  /// Makes the reports of a result; the sums of every customer are checked.
  ///
  /// - Parameters:
  ///   - total: all that was counted.
  ///   - given: platform facts that override those of the inputs.
  ///   - threads: how many check the customers.
  /// - Throws: where inputs contradict each other on platform facts, or sums do not add up.
  init(
    of total: PartialResult, _ scope: ReportScope, _ rules: RuleSet, given: PlatformFacts,
    threads: Int = 1
  ) throws(Failure) {
    self.rules = rules
    let all = ReportedProvider.all(in: total.inputs)
    let attributed = total.attributed ?? AttributedFindings()
    models = total.findings.models
    runFindings = all.count > 1 ? attributed.shared : nil
    var agreement = FactsAgreement(given: given)
    if scope.isDateTimeDecided { agreement.decided.insert(.dateTime) }
    let facts = try agreement.facts(of: total.inputs.map { ($0.name, $0.facts) })
    let stamp = try mapping(Failure.init) { () throws(ReportError) in
      try scope.stamp(facts)
    }
    guard !all.isEmpty else {
      throw Failure(.malformed, "no customer in any input", hint: "is it the right dump?")
    }
    var reports: [CensusReport] = []
    providers = try Self.chosen(scope.provider, of: all)
    findings = providers.map { provider in
      all.count > 1 ? attributed.findings(ofProvider: provider.name) : total.findings
    }
    for provider in providers {
      let report = try mapping(Failure.init) { () throws(ReportError) in
        let header = try ReportMetadata(
          facts: facts, provider: provider.nodes[0].provider, isOneOfSeveral: all.count > 1,
          stamp: stamp, rules: rules)
        return try CensusReport(
          header: header, rules: rules,
          results: total.results(of: provider, isOnly: all.count == 1), threads: threads)
      }
      reports.append(report)
    }
    self.reports = reports
  }

  private static func chosen(
    _ name: String?, of providers: [ReportedProvider]
  ) throws(Failure) -> [ReportedProvider] {
    guard let name else { return providers }
    let chosen = providers.filter { $0.isNamed(name) }
    guard chosen.isEmpty else { return chosen }
    let names = providers.map { "\"\($0.name)\"" }.joined(separator: ", ")
    throw Failure(
      .usage, "no provider is named \"\(name)\"; there are: \(names)",
      hint: CloseNames.question(name, among: providers.map(\.name)))
  }

  /// The summary of a report, by its index.
  func summary(_ index: Int) -> RunSummary {
    RunSummary(reports: [reports[index]], rules: rules, findings: findings[index])
  }
}

extension PartialResult {
  /// The customers of a provider, in order.
  fileprivate func results(of provider: ReportedProvider, isOnly: Bool) -> CustomerResults {
    let customers = customers
    if isOnly {
      return CustomerResults(count: customers.count) { customers.result($0) }
    }
    let indexes = customers.indices.filter { provider.has(customers.provider($0)) }
    return CustomerResults(count: indexes.count) { customers.result(indexes[$0]) }
  }
}

extension ReportRequest {
  /// The options that decide what the numbers are, as the provenance lists them.
  var options: [String: String] {
    var options: [String: String] = [:]
    options["date-time"] = scope.dateTime
    options["provider"] = scope.provider
    if previous != nil { options["max-shrink"] = String(maxShrink) }
    if acceptChange { options["accept-change"] = "true" }
    if anonymousOnly { options["anonymous-only"] = "true" }
    return options
  }
}
