internal import CensusModel
internal import Files
internal import Report

extension AuditedReport {
  /// Counts an input, and reads back what an audit would write of it.
  static func counted(
    _ path: String, _ request: PageRequest, _ run: inout ReadingRun
  ) throws(Failure) -> AuditedReport {
    var report = request.report
    report.anonymousOnly = !request.isNamed
    try report.checkTime()
    var count = request.count
    count.inputs = [path]
    count.dump.isDateTimeDecided = report.isDateTimeDecided
    let counting = try Counting(
      count, times: &run.remarks.times, warnings: &run.remarks.warnings)
    try run.add(counting.sources.rejects, of: counting.sources.contents)
    let audit = try AuditReports(
      of: counting.merged.total, report, counting.rules.content, given: counting.given)
    guard audit.reports.count == 1 else {
      throw Failure(
        .usage,
        "\(StandardInput.shown(path)): \(audit.reports.count) providers; a page shows one report",
        hint: "--provider names one")
    }
    let made = audit.reports[0]
    var audited = AuditRequest(inputs: [path], outputDirectory: "")
    audited.count = count
    audited.report = report
    let writer = ReportWriter(
      request: report, outputs: OutputSet(), inputs: [], names: counting.sources.names,
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
