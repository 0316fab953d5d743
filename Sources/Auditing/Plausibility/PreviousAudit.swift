internal import CensusModel
internal import Documents
internal import Files
internal import Report

/// An earlier audit, with which a new one is compared.
struct PreviousAudit {
  let name: String
  let figures: AuditFigures

  /// Reads an earlier audit: a provenance, reports with what is beside them, a bundle, an entry of
  /// a history, or a columnar file, which is counted under the same rules.
  ///
  /// - Throws: what is none of these (65), and what cannot be read.
  init(reading path: String, _ request: ReportRequest, _ count: CountRequest) throws(Failure) {
    name = StandardInput.shown(path)
    if let reports = try ReportFile.all(at: path) {
      var audited: [AuditedReport] = []
      for report in reports { audited.append(try Self.audited(report, at: path)) }
      figures = AuditFigures(of: audited.filter { Self.isWanted($0, request) })
      return
    }
    if try CountableInput(at: path, count.dump.fileSystem) == .columnFile {
      var counted = count
      counted.inputs = [path]
      counted.identities = []
      counted.customerMap = nil
      counted.dump.areOptionsOptional = true
      figures = try Self.counted(counted, request)
      return
    }
    let bytes = try DataFiles.bytes(of: path)
    let document = try mapping(Failure.init) { [name] () throws(DocumentError) in
      try JSONNode(parsing: bytes, file: name)
    }
    guard document["summary"] != nil || Self.isHistoryEntry(document) else {
      throw Failure(
        .malformed, "\(name) is not an earlier audit",
        hint:
          "expected a provenance, reports, a bundle, a columnar file, or what history show writes "
          + "as JSON")
    }
    figures =
      document["summary"] == nil
      ? AuditFigures(ofHistory: document) : AuditFigures(ofProvenance: document)
  }

  /// An entry of a history is that of an audit, not that of one of its customers.
  private static func isHistoryEntry(_ document: JSONNode) -> Bool {
    guard case .null? = document["customer"]?.value else { return false }
    return document["columns"] != nil
  }

  private static func audited(
    _ report: ReportFile, at path: String
  ) throws(Failure) -> AuditedReport {
    let isPlace = StandardInput.isMeant(path) || InputKind(meantBy: path) == .bundle
    let place = isPlace ? path : report.path
    guard let found = try AuditedReport.found(at: place, provider: nil, isNamed: false) else {
      throw Failure(.inputUnreadable, "\(place): the report is gone")
    }
    return found
  }

  private static func isWanted(_ report: AuditedReport, _ request: ReportRequest) -> Bool {
    guard let provider = request.provider, !provider.isPKID else { return true }
    return report.head[.providerName]?.isExactly(provider) ?? true
  }

  private static func counted(
    _ count: CountRequest, _ request: ReportRequest
  ) throws(Failure) -> AuditFigures {
    var remarks = RunRemarks()
    var count = count
    count.dump.isDateTimeDecided = true
    count.dump.progress = nil
    let counting = try Counting(count, &remarks)
    let audit = try AuditReports(
      of: counting.merged.total, .unwritten(provider: request.provider), counting.rules.content,
      given: counting.given)
    return try AuditFigures(of: audit, isWhole: request.provider == nil)
  }
}
