internal import CensusModel
internal import CensusRules
internal import Report

/// The reports of one audit, one per provider, before they are written.
struct AuditReports {
  let reports: [CensusReport]
  let rules: RuleSet
  let findings: RunFindings

  /// Remarks on the reports.
  var remarks: [String] {
    guard !rules.isBuiltIn, rules.name == nil else { return [] }
    return [
      "The rule set has no 'name': the report has the same file name as under the built-in rules."
    ]
  }

  /// Makes the reports of a result; every customer is cross-footed.
  ///
  /// - Parameters:
  ///   - total: all that was counted.
  ///   - given: platform facts that override those of the inputs.
  ///   - threads: how many check the customers.
  /// - Throws: where inputs contradict each other on platform facts, or sums do not add up.
  init(
    of total: PartialResult, _ request: ReportRequest, _ rules: RuleSet, given: PlatformFacts,
    threads: Int = 1
  ) throws(Failure) {
    self.rules = rules
    findings = total.findings
    var agreement = FactsAgreement(given: given)
    if request.isDateTimeDecided { agreement.decided.insert(.dateTime) }
    let facts = try agreement.facts(of: total.inputs.map { ($0.name, $0.facts) })
    let stamp = try mapping(Failure.init) { () throws(ReportError) in
      try request.stamp(facts)
    }
    guard !total.providers.isEmpty else {
      throw Failure(.malformed, "no customer in any input", hint: "is it the right dump?")
    }
    var reports: [CensusReport] = []
    for provider in try Self.chosen(request.provider, of: total.providers) {
      let report = try mapping(Failure.init) { () throws(ReportError) in
        let header = try ReportHeader(
          facts: facts, provider: provider, isOneOfSeveral: total.providers.count > 1,
          stamp: stamp, rules: rules)
        return try CensusReport(
          header: header, rules: rules, results: total.results(of: provider), threads: threads)
      }
      reports.append(report)
    }
    self.reports = reports
  }

  private static func chosen(
    _ name: String?, of providers: [Provider]
  ) throws(Failure) -> [Provider] {
    guard let name else { return providers }
    let chosen = providers.filter { $0.name.isExactly(name) || $0.pkid.isExactly(name) }
    guard chosen.isEmpty else { return chosen }
    let names = providers.map { "\"\($0.name)\"" }.joined(separator: ", ")
    throw Failure(.usage, "no provider is named \"\(name)\"; there are: \(names)")
  }

  func summary(of report: CensusReport) -> RunSummary {
    RunSummary(reports: [report], rules: rules, findings: findings)
  }
}

extension PartialResult {
  /// The customers of a provider, in order.
  fileprivate func results(of provider: Provider) -> CustomerResults {
    let customers = customers
    if providers.count == 1 {
      return CustomerResults(count: customers.count) { customers.result($0) }
    }
    let indexes = customers.indices.filter { customers.provider($0) == provider }
    return CustomerResults(count: indexes.count) { customers.result(indexes[$0]) }
  }
}

extension ReportRequest {
  /// The moment of the reports.
  fileprivate func stamp(_ facts: PlatformFacts) throws(ReportError) -> ReportStamp {
    try ReportStamp.resolve(
      option: dateTime, sourceDateEpoch: sourceDateEpoch, facts: facts, unixClock: { Int64(now) })
  }

  /// Refuses a date and time that is none, before anything is read.
  func checkTime() throws(Failure) {
    guard isDateTimeDecided else { return }
    do throws(ReportError) {
      _ = try stamp(PlatformFacts())
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  /// The options that decide what the numbers are, as the provenance lists them.
  var options: [String: String] {
    var options: [String: String] = [:]
    options["date-time"] = dateTime
    options["provider"] = provider
    if anonymousOnly { options["anonymous-only"] = "true" }
    return options
  }
}
