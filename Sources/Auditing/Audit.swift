internal import CensusKernel
internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Files
internal import Report

/// An audit: inputs in, reports out, all of them or none.
public enum Audit {
  /// Counts the inputs and writes the reports.
  ///
  /// - Throws: what stopped it; then nothing was written.
  public static func run(_ request: AuditRequest) throws(Failure) -> AuditOutcome {
    var times = StageTimes()
    var warnings: [String] = []
    // What can be refused at once is refused before hours of reading.
    try checkTime(request)
    let fileSystem = request.dump.fileSystem
    let outputs = OutputSet(isReplacing: request.force, fileSystem: fileSystem)
    let rejectFile = try ReportWriter.prepare(request, outputs)
    let rules = try DataFiles.rules(request.rules, fileSystem)
    let classes = try DataFiles.deviceClasses(request.dump.deviceClasses, fileSystem)
    let given = try DataFiles.givenFacts(request.dump, warnings: &warnings)
    let sources = try AuditSources(
      request, deviceClasses: classes.content, given: given, times: &times, warnings: &warnings)
    let isOverriding = request.dump.deviceClasses != nil
    let census = Census(
      rules: rules.content, deviceClasses: isOverriding ? classes.content : nil,
      threads: request.dump.threads)
    var inputs: [AuditedInput] = []
    for source in sources.columns {
      inputs.append(
        try AuditedInput(
          source, census: census, deviceClasses: isOverriding ? classes.content : nil))
    }
    times.end("count")
    try AuditedInput.checkAgreement(
      inputs, deviceClasses: isOverriding ? classes.content : nil)
    let customers = try MergedCustomers(inputs)
    warn(ofShared: customers.shared, inputs.count, &warnings)
    let facts = try facts(request, inputs, given)
    let reports = try reports(request, rules.content, of: customers, facts)
    let writer = ReportWriter(
      request: request, rules: rules, deviceClasses: classes, sources: sources, outputs: outputs,
      rejectFile: rejectFile)
    let audit = AuditReports(
      reports: reports, rules: rules.content, findings: findings(inputs))
    var outcome = try writer.write(audit, times: &times)
    outcome.warnings = warnings
    outcome.times = times
    return outcome
  }

  private static func checkTime(_ request: AuditRequest) throws(Failure) {
    guard request.isDateTimeDecided else { return }
    do throws(ReportError) {
      _ = try ReportStamp.resolve(
        option: request.dateTime, sourceDateEpoch: request.sourceDateEpoch,
        facts: PlatformFacts(), unixClock: { 0 })
    } catch {
      throw Failure(.usage, error.description)
    }
  }

  private static func reports(
    _ request: AuditRequest, _ rules: RuleSet, of customers: MergedCustomers,
    _ facts: PlatformFacts
  ) throws(Failure) -> [CensusReport] {
    let stamp = try mapping(Failure.init) { () throws(ReportError) in
      try ReportStamp.resolve(
        option: request.dateTime, sourceDateEpoch: request.sourceDateEpoch, facts: facts,
        unixClock: { Int64(request.now) })
    }
    guard !customers.providers.isEmpty else {
      throw Failure(.malformed, "no customer in any input", hint: "is it the right dump?")
    }
    let results = customers.results
    var reports: [CensusReport] = []
    for provider in try chosen(request.provider, of: customers.providers) {
      let report = try mapping(Failure.init) { () throws(ReportError) in
        let header = try ReportHeader(
          facts: facts, provider: provider, isOneOfSeveral: customers.providers.count > 1,
          stamp: stamp, auditVersion: rules.auditVersion)
        return try CensusReport(
          header: header, rules: rules, results: results[provider] ?? [])
      }
      reports.append(report)
    }
    return reports
  }

  /// Adding up is right for parts of a customer, and wrong for two dumps of the same people.
  private static func warn(
    ofShared pkids: [String], _ inputCount: Int, _ warnings: inout [String]
  ) {
    guard !pkids.isEmpty else { return }
    let more = pkids.count > 3 ? ", …" : ""
    warnings.append(
      "\(pkids.count) customers occur in several of the \(inputCount) inputs and were added up: "
        + pkids.prefix(3).joined(separator: ", ") + more)
  }

  private static func findings(_ inputs: [AuditedInput]) -> RunFindings {
    inputs.reduce(into: RunFindings()) { $0.add($1.metadata.findings) }
  }

  private static func facts(
    _ request: AuditRequest, _ inputs: [AuditedInput], _ given: PlatformFacts
  ) throws(Failure) -> PlatformFacts {
    var agreement = FactsAgreement(given: given)
    if request.isDateTimeDecided { agreement.decided.insert(.dateTime) }
    return try agreement.facts(of: inputs.map { ($0.name, $0.metadata.facts) })
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
}

/// The reports of one audit, one per provider, before they are written.
struct AuditReports {
  var reports: [CensusReport]
  var rules: RuleSet
  var findings: RunFindings

  func summary(of report: CensusReport) -> RunSummary {
    RunSummary(reports: [report], rules: rules, findings: findings)
  }
}
