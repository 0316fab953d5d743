internal import CensusModel
internal import Files
internal import Report

extension AuditedReport {
  /// Counts an input, and reads back what an audit would write of it.
  static func counted(
    _ path: String, _ request: PageRequest, _ run: inout ReadingRun
  ) throws(Failure) -> AuditedReport {
    try request.scope.checkTime()
    var count = request.count
    count.inputs = [path]
    count.dump.isDateTimeDecided = request.scope.isDateTimeDecided
    let counting = try run.counting(count)
    let audit = try AuditReports(
      of: counting.merged.total, request.scope, counting.rules.content, given: counting.given)
    guard audit.reports.count == 1 else {
      throw Failure(
        .usage,
        "\(StandardInput.shown(path)): \(audit.reports.count) providers; a page shows one report",
        remedy: .nameProvider)
    }
    let made = audit.reports[0]
    // The files that an audit would write, for the page to read.
    var audited = AuditRequest(inputs: [path], outputDirectory: "")
    audited.count = count
    audited.report.scope = request.scope
    audited.report.anonymousOnly = !request.isNamed
    let writer = ReportWriter(
      request: audited.report, outputs: OutputSet(), inputs: [], names: counting.sources.names,
      withoutNames: "",
      provenance: Audit.provenance(
        audited, counting, identities: try counting.sources.identities.provenance()))
    let contents = try writer.contents(of: audit, 0)
    let names = ReportFileNames(header: made.header)
    func file(_ name: String) -> Files.File? { contents[name].map { (name, $0) } }
    var found = try AuditedReport(
      Files(
        anonymous: (StandardInput.shown(path), contents[names.anonymous] ?? []),
        breakdown: file(names.breakdown),
        detailed: file(names.detailed), provenance: file(names.provenance)))
    found.rules = counting.rules.content
    return found
  }
}
