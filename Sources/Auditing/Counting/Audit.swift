internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import DumpReading
internal import Files
internal import Report

/// An audit: inputs in, reports out, all of them or none.
public enum Audit {
  /// Counts the inputs and writes the reports.
  ///
  /// - Parameters:
  ///   - request: the inputs and the reports.
  ///   - announce: gets the outcome, without times, before any file appears; if it throws,
  ///     none does.
  /// - Throws: what stopped it; then nothing was written.
  public static func run(
    _ request: AuditRequest, announce: (AuditOutcome) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> AuditOutcome {
    var remarks = RunRemarks()
    // What can be refused at once is refused before hours of reading.
    try request.report.scope.checkTime()
    let fileSystem = request.count.dump.fileSystem
    let outputs = OutputSet(isReplacing: request.report.force, fileSystem: fileSystem)
    try ReportWriter.check(request.report, fileSystem)
    let rejectFile = try request.count.dump.beginRejectFile(
      besides: [request.report.outputDirectory], inputs: request.count.allInputs, in: outputs)
    var count = request.count
    count.dump = count.dump.spilling(beside: request.report.outputDirectory)
    count.dump.isDateTimeDecided = request.report.scope.isDateTimeDecided
    let previous = try request.report.previousAudit(count)
    let counting = try Counting(count, &remarks)
    counting.warnOfMissingFacts(&remarks.warnings)
    let audit = try AuditReports(
      of: counting.merged.total, request.report.scope, counting.rules.content,
      given: counting.given,
      threads: count.dump.threads)
    remarks.warnings += audit.warnings
    let plausibility = try request.report.plausibility(of: audit, since: previous)
    try counting.writeRejects(to: rejectFile)
    var provenance = Self.provenance(
      request, counting, identities: try counting.sources.identities.provenance())
    provenance.previous = plausibility?.provenance
    let writer = ReportWriter(
      request: request.report, outputs: outputs, fileSystem: fileSystem,
      threads: count.dump.threads,
      inputs: request.count.allInputs + [request.report.previous].compactMap(\.self),
      names: counting.sources.names,
      withoutNames: Self.withoutNames(request.count), provenance: provenance)
    var outcome = AuditOutcome(remarks)
    outcome.plausibility = plausibility
    try writer.write(audit, into: &outcome, announce: announce)
    outcome.remarks.times.end("write")
    return outcome
  }

  /// The remark on a report without names, with what to do.
  private static func withoutNames(_ count: CountRequest) -> String {
    let fileSystem = count.dump.fileSystem
    let beside = count.inputs.map { IdentityFile.path(besides: $0) }.filter { path in
      (try? fileSystem.identity(path)) != nil
    }
    let remedy =
      beside.isEmpty
      ? "Audit the dump to get one."
      : "Give the identities, too: \(beside.joined(separator: ", "))."
    return "No detailed report: columnar files without identities hold no names. \(remedy)"
  }

  static func provenance(
    _ request: AuditRequest, _ counting: Counting, identities: [Provenance.Input]
  ) -> Provenance {
    var provenance = Provenance(
      programVersion: Program.version, ruleSet: counting.rules.provenance,
      deviceClasses: counting.deviceClasses.provenance, dumpProfile: counting.sources.dumpProfile,
      inputs: counting.merged.total.inputs.flatMap(\.files).map(\.listed) + identities,
      options: request.report.options.merging(request.count.options) { $1 }, outputs: [])
    provenance.excluded = counting.sources.contents?.excludedFiles ?? []
    provenance.customerMap = counting.customerMap?.provenance
    return provenance
  }
}
