internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Documents
internal import Files
internal import Report

/// An audit as a table, with what is known beside it: what comparisons and bills read. It is a
/// report, a directory with the reports of one audit, a bundle, or what can be counted.
struct AuditedTable {
  /// The path.
  let name: String
  let table: ReportTable
  /// By the key of the PKID; nil where a report has no breakdown beside it.
  private(set) var licenses: [String: CustomerLicenses]? = [:]
  /// Customer, reseller and provider by the key of the PKID; nil where they are not known for every
  /// report.
  private(set) var names: [String: [String]]? = [:]
  /// The licences of the persons who fulfil a condition, by its text; none of reports.
  private(set) var conditionalLicenses: [String: [String: CustomerLicenses]] = [:]
  /// The first contradiction between columns of a report; nil where there is none.
  private(set) var contradiction: String?
  /// The metadata that distinguishes the audit.
  private(set) var origin = AuditOrigin()

  /// The part of an audit that is wanted.
  struct Choice {
    /// Of several reports, that of this provider.
    var provider: String?
    /// Persons whose licences are counted beside those of the rule set.
    var conditions: [PersonCondition] = []
    /// True where a report may have totals in place of customers.
    var allowsTotals = false
  }

  /// Reads or counts an audit.
  ///
  /// - Parameters:
  ///   - path: what is read or counted.
  ///   - count: how columnar files and dumps are counted; its inputs are not used.
  ///   - choice: the part of the audit that is wanted.
  init(
    at path: String, _ count: CountRequest, choosing choice: Choice = Choice(),
    _ run: inout ReadingRun
  ) throws(Failure) {
    guard let reports = try ReportFile.all(at: path, allowsTotals: choice.allowsTotals) else {
      let counted = try Self.counting(path, count, &run)
      self = try Self.counted(path, counted.counting, choice.provider, count.dump.threads)
      for condition in choice.conditions {
        conditionalLicenses[condition.text] = try Self.licenses(
          of: condition, counted.counting, counted.request, choice.provider)
      }
      return
    }
    name = StandardInput.shown(path)
    let chosen = try Self.chosen(choice.provider, reports, path)
    try ReportFile.refuseSeveralTimes(chosen, at: path)
    if chosen.count > 1, let total = chosen.first(where: \.table.isTotal) {
      throw Failure(
        .usage,
        "\(total.path): has totals in place of customers, and there are other reports beside it",
        hint: "give it alone")
    }
    let joined = try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(joining: chosen.map(\.table))
    }
    guard let joined else {
      throw Failure(
        .malformed, "\(path): its reports have different columns",
        hint: "are they of one audit? name the reports themselves")
    }
    table = joined
    for report in chosen {
      run.remarks.warnings += report.remarks
      if contradiction == nil { contradiction = report.contradiction }
      add(report)
      addNames(try Self.names(of: report, &run.remarks.warnings))
    }
  }

  private init(
    _ path: String, _ audit: AuditReports, _ counting: Counting
  ) throws(Failure) {
    name = StandardInput.shown(path)
    let breakdown: ReportTable
    (table, breakdown) = try mapping(Failure.init) { () throws(ReportError) in
      (try ReportTable(audit.reports), try ReportTable(breakdownsOf: audit.reports))
    }
    licenses = breakdown.licenses
    names = counting.sources.names?.mapValues { [$0.customer, $0.reseller, $0.provider] }
    let dateTimes = counting.merged.total.inputs.compactMap { $0.facts[.dateTime] }
    for report in audit.reports {
      origin.add(
        provider: report.header[.providerName], host: report.header[.hostname], dateTimes)
    }
  }

  private static func counting(
    _ path: String, _ count: CountRequest, _ run: inout ReadingRun
  ) throws(Failure) -> (counting: Counting, request: CountRequest) {
    var request = count
    request.inputs = [path]
    request.identities = try identities(of: path, count, &run.remarks.warnings)
    request.dump.isDateTimeDecided = true
    return (try run.counting(request), request)
  }

  private static func counted(
    _ path: String, _ counting: Counting, _ provider: String?, _ threads: Int
  ) throws(Failure) -> AuditedTable {
    let audit = try AuditReports(
      of: counting.merged.total, .unwritten(provider: provider), counting.rules.content,
      given: counting.given, threads: threads)
    return try AuditedTable(path, audit, counting)
  }

  private static func licenses(
    of condition: PersonCondition, _ counting: Counting, _ request: CountRequest,
    _ provider: String?
  ) throws(Failure) -> [String: CustomerLicenses]? {
    var rules = counting.rules
    rules.content = rules.content.licensing(condition)
    let audit = try AuditReports(
      of: counting.merged(under: rules, request).total, .unwritten(provider: provider),
      rules.content,
      given: counting.given, threads: request.dump.threads)
    return try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(breakdownsOf: audit.reports).licenses
    }
  }

  /// The identities file beside a columnar file, if it is there and belongs to it.
  private static func identities(
    of path: String, _ count: CountRequest, _ warnings: inout [String]
  ) throws(Failure) -> [String] {
    let fileSystem = count.dump.fileSystem
    let names = IdentityFile.path(besides: path)
    guard !StandardInput.isMeant(path),
      try CountableInput(at: path, fileSystem) == .columnFile,
      (try? fileSystem.identity(names)) != nil
    else { return [] }
    let columns = try mapping(Failure.init) { () throws(ColumnFileError) in
      try ColumnFile(
        ColumnSource(path: path, fileSystem: fileSystem), memoryLimit: count.memoryLimit)
    }
    let files = try? IdentitySources([names], memoryLimit: count.memoryLimit, fileSystem).files
    if let file = files?.first, file.columnFile == columns.identity { return [names] }
    warnings.append("\(names): does not belong to \(path), or cannot be read; names are not shown")
    return []
  }

  /// The names of a report. A detailed report of another layout is not read.
  private static func names(
    of report: ReportFile, _ warnings: inout [String]
  ) throws(Failure) -> [String: [String]]? {
    do throws(Failure) {
      return try report.names()
    } catch  where error.status == .malformed {
      warnings.append("names are not shown: \(error.message)")
      return nil
    }
  }

  private static func chosen(
    _ provider: String?, _ reports: [ReportFile], _ path: String
  ) throws(Failure) -> [ReportFile] {
    guard let provider else { return reports }
    let chosen = reports.filter { $0.head?[.providerName]?.isExactly(provider) ?? false }
    guard chosen.isEmpty else { return chosen }
    throw Failure(.usage, "\(path): has no report of the provider \"\(provider)\"")
  }

  private mutating func add(_ report: ReportFile) {
    if let known = licenses, let more = report.breakdown?.licenses {
      licenses = known.merging(more) { first, _ in first }
    } else {
      licenses = nil
    }
    guard let head = report.head else { return }
    origin.add(
      provider: head[.providerName] ?? "", host: head[.hostname] ?? "",
      [head[.dateTime]].compactMap(\.self))
  }

  private mutating func addNames(_ more: [String: [String]]?) {
    names = more.flatMap { more in
      names?.merging(more.map { ($0.key.pkidKey, $0.value) }) { first, _ in first }
    }
  }
}

extension AuditedTable {
  /// The audit as one side of a comparison.
  var side: DifferenceSide {
    DifferenceSide(name: name, table: table, licenses: licenses, origin: origin)
  }
}
