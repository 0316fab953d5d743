internal import BuiltInData
internal import CensusModel
internal import CensusRules
internal import Files
internal import Report

/// A merge: partial results in, the reports of one audit over everything out.
public enum Merge {
  /// Reads the parts, adds them up and writes the reports.
  ///
  /// - Parameters:
  ///   - request: the partial results and the reports.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: MergeRequest, announce: (AuditOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> AuditOutcome {
    var remarks = RunRemarks()
    try request.report.scope.checkTime()
    let outputs = OutputSet(isReplacing: request.report.force)
    try ReportWriter.check(request.report, .live)
    try mapping(Failure.init) { () throws(FileError) in
      try InputProtection.check(
        outputs: [request.report.outputDirectory], inputs: request.allInputs)
    }
    let rules = try DataFiles.rules(request.rules)
    let given = try DataFiles.givenFacts(request.platform, warnings: &remarks.warnings)
    var count = CountRequest(inputs: [])
    count.rules = request.rules
    let previous = try request.report.previousAudit(count)
    var parts: [PartFile] = []
    for path in request.parts { parts.append(try PartFile(path: path)) }
    remarks.times.end("read")
    let set = PartSet(parts)
    try set.check(under: rules)
    let map = try request.customerMap.map { path throws(Failure) in try CustomerMap(path: path) }
    let results = parts.map(\.result)
    let merged = try MergedParts(
      map?.applied(to: results) ?? results, mayShare: set.isNumbered || request.addSharedCustomers)
    let names = try PartNames.united(request.names, of: parts)
    warn(merged, set, &remarks.warnings)
    let audit = try AuditReports(
      of: merged.total, request.report.scope, rules.content, given: given)
    remarks.warnings += audit.warnings
    let plausibility = try request.report.plausibility(of: audit, since: previous)
    var provenance =
      names.map { Self.provenance(request, rules, $0) }
      ?? Self.provenance(request, rules, parts, merged.total)
    provenance.customerMap = map?.provenance
    provenance.previous = plausibility?.provenance
    let writer = ReportWriter(
      request: request.report, outputs: outputs, inputs: request.allInputs, names: names?.names,
      withoutNames: "No detailed report: "
        + "\(names == nil ? "partial results" : "columnar files") hold no names. "
        + "Audit the dump to get one.", provenance: provenance)
    var outcome = AuditOutcome(remarks)
    outcome.plausibility = plausibility
    try writer.write(audit, into: &outcome, announce: announce)
    outcome.remarks.times.end("write")
    return outcome
  }

  private static func warn(
    _ merged: MergedParts, _ set: PartSet, _ warnings: inout [String]
  ) {
    let parts = set.parts
    // Parts of a set are portions of one export: only its whole can be as large as a page.
    for result in set.isNumbered ? [merged.total] : parts.map(\.result) {
      warnings += PlausibilityWarnings.pageSizes(
        of: result.findings.models ?? [:], in: set.isNumbered ? "all parts" : result.name)
    }
    warnings += PlausibilityWarnings.Associations(of: merged.total.customers).warnings
    if let warning = merged.warning(ofSharedIn: "\(parts.count) parts") {
      warnings.append(warning)
    }
    let programs = Set(parts.map(\.result.program)).sorted { $0.precedesExactly($1) }
    if programs.count > 1 {
      warnings.append("the parts were counted by " + programs.joined(separator: " and "))
    }
  }

  /// As one audit over the inputs of all parts would write it.
  private static func provenance(
    _ request: MergeRequest, _ rules: DataFile<RuleSet>, _ names: PartNames
  ) -> Provenance {
    var provenance = Provenance(
      programVersion: Program.version, ruleSet: rules.provenance,
      deviceClasses: names.deviceClasses, dumpProfile: names.dumpProfile,
      inputs: names.inputs,
      options: request.report.options.merging(request.options) { $1 }.merging(names.options) { $1 },
      outputs: [])
    provenance.excluded = names.excluded
    return provenance
  }

  private static func provenance(
    _ request: MergeRequest, _ rules: DataFile<RuleSet>, _ parts: [PartFile],
    _ total: PartialResult
  ) -> Provenance {
    let builtIn = DataFile(
      content: (), name: "built-in device-classes.csv", bytes: BuiltInData.deviceClasses
    ).provenance
    let isBuiltIn = total.deviceTable == builtIn.sha256
    let inputs = parts.flatMap { part in
      part.result.inputs.flatMap(\.files).map { file in
        var listed = file.listed
        listed.part = part.result.name
        return listed
      }
    }
    return Provenance(
      programVersion: Program.version, ruleSet: rules.provenance,
      deviceClasses: Provenance.DataFile(
        name: isBuiltIn ? builtIn.name : "", sha256: total.deviceTable),
      dumpProfile: nil, inputs: inputs, parts: parts.map(\.provenance),
      options: request.report.options.merging(request.options) { $1 }, outputs: [])
  }
}
