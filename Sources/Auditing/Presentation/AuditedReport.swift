internal import CensusModel
internal import CensusRules
internal import Documents
internal import Files
internal import Report

/// A report with its companions, read again: from where an audit wrote them, or as one would write them.
struct AuditedReport {
  /// The name in errors.
  let name: String
  /// The SHA-256 of the report.
  let sha256: String
  let head: ReportHead
  let table: ReportTable
  /// nil where none is beside the report.
  let breakdown: ReportTable?
  /// nil where none is beside the report.
  let provenance: JSONNode?
  /// Customer, reseller and provider by PKID; nil without a detailed report.
  let names: [String: [String]]?
  /// The rule set; nil of a report that was read.
  var rules: RuleSet?
  /// Remarks on how it was read.
  private(set) var remarks: [String] = []

  /// Bytes of the files of one report, each with what errors call it.
  struct Files {
    typealias File = (name: String, bytes: [UInt8])

    var anonymous: File
    var breakdown: File?
    var detailed: File?
    var provenance: File?
  }

  /// - Throws: a file that is none of its kind (65), or that belongs to another report (4).
  init(_ files: Files) throws(Failure) {
    name = files.anonymous.name
    sha256 = FileDigest.hexadecimal(of: files.anonymous.bytes)
    (head, table) = try mapping(Failure.init) { () throws(DocumentError) in
      (
        try ReportHead(parsing: files.anonymous.bytes, file: files.anonymous.name),
        try ReportTable(parsing: files.anonymous.bytes, file: files.anonymous.name)
      )
    }
    breakdown = try files.breakdown.map { file throws(Failure) in try Self.table(file) }
    names = try files.detailed.map { file throws(Failure) in
      try mapping(Failure.init) { () throws(DocumentError) in
        try ReportTable.names(parsing: file.bytes, file: file.name)
      }
    }
    provenance = try files.provenance.map { file throws(Failure) in
      try mapping(Failure.init) { () throws(DocumentError) in
        try JSONNode(parsing: file.bytes, file: file.name)
      }
    }
    try checkThatAllBelongTogether(files)
  }

  private static func table(_ file: Files.File) throws(Failure) -> ReportTable {
    try mapping(Failure.init) { () throws(DocumentError) in
      try ReportTable(parsing: file.bytes, file: file.name)
    }
  }

  private func checkThatAllBelongTogether(_ files: Files) throws(Failure) {
    if let breakdown, let file = files.breakdown,
      !breakdown.isBreakdown || breakdown.rows.map(\.pkid) != table.rows.map(\.pkid)
    {
      throw foreign(file.name)
    }
    if let file = files.detailed {
      let detailed = try Self.table(file)
      guard detailed == table else { throw foreign(file.name) }
    }
    if let provenance, let file = files.provenance {
      guard case .array(let outputs)? = provenance["outputs"]?.value,
        outputs.contains(where: { $0["sha256"]?.string == sha256 })
      else { throw foreign(file.name) }
    }
  }

  private func foreign(_ path: String) -> Failure {
    Failure(
      .corrupt, "\(path): belongs to another report than \(name)",
      hint: "audit again, into an empty directory")
  }
}

extension AuditedReport {
  /// Reads a report of a file, a directory or a bundle.
  ///
  /// - Parameters:
  ///   - path: its path.
  ///   - provider: of several reports, the one of this provider.
  ///   - isNamed: whether names are wanted.
  /// - Returns: nil where it is something to be counted.
  static func found(
    at path: String, provider: String?, isNamed: Bool
  ) throws(Failure) -> AuditedReport? {
    if InputKind(meantBy: path) == .bundle {
      let files = try BundleFile(path: path).bundle.files
      let path = StandardInput.shown(path)
      return try AuditedReport(
        Files(
          anonymous: ("\(path)/\(files[0].name)", files[0].contents),
          breakdown: ("\(path)/\(files[2].name)", files[2].contents)))
    }
    guard let reports = try ReportFile.all(at: path) else { return nil }
    let report = try chosen(provider, of: reports, at: path)
    var files = Files(anonymous: (report.path, report.bytes))
    if let names = ReportCompanions(of: report.path) {
      if report.breakdown != nil { files.breakdown = try ReportCompanions.file(names.breakdown) }
      files.provenance = try ReportCompanions.file(names.provenance)
      if isNamed { files.detailed = try ReportCompanions.file(names.detailed) }
    }
    var audited = try AuditedReport(files)
    audited.remarks = report.remarks
    return audited
  }

  private static func chosen(
    _ provider: String?, of reports: [ReportFile], at path: String
  ) throws(Failure) -> ReportFile {
    var found: [(provider: String, report: ReportFile)] = []
    for report in reports {
      found.append((try report.anonymousHead()[.providerName] ?? "", report))
    }
    let wanted = provider.map { wanted in found.filter { $0.provider.isExactly(wanted) } } ?? found
    if wanted.count == 1 { return wanted[0].report }
    try ReportFile.refuseSeveralTimes(reports, at: path)
    let names = found.map { "\"\($0.provider)\"" }.joined(separator: ", ")
    throw Failure(
      .usage, "\(path): \(wanted.isEmpty ? "no" : "more than one") report of that kind",
      remedy: .nameReportOrProvider(of: names))
  }
}
