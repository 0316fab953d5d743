internal import CensusModel
internal import CensusRules
internal import Documents
internal import Files
package import Report

/// A report that was written earlier, read again.
package struct ReportFile: Sendable {
  /// Its path.
  package let path: String
  /// The whole file.
  package let bytes: [UInt8]
  /// Its customers and columns.
  package let table: ReportTable
  /// True where a hash says that it is the report that was made.
  private let isProven: Bool
  /// The metadata; nil where it is not that of a report.
  package let head: ReportHead?
  /// The breakdown; nil where there is none beside it.
  package let breakdown: ReportTable?
  /// Remarks on what is missing or has another form than reports of ucensus.
  package let remarks: [String]

  /// Reads a report.
  ///
  /// - Parameter allowsTotals: whether it may have one row of totals in place of customers.
  /// - Throws: another file (65), one that cannot be read (66, 74), and one that differs from its
  ///   `.hash` (4).
  package init(reading path: String, allowsTotals: Bool = false) throws(Failure) {
    let stored = try StoredReport(reading: path)
    let bytes = stored.bytes
    let path = StandardInput.shown(path)
    let table = try mapping(Failure.init) { () throws(DocumentError) in
      try ReportTable(parsing: bytes, file: path, allowsTotals: allowsTotals)
    }
    self.path = path
    self.bytes = bytes
    self.table = table
    isProven = stored.isProven
    head = try? ReportHead(parsing: bytes, file: path)
    var remarks = stored.remarks(path)
    breakdown = table.isTotal ? nil : try Self.breakdown(of: path, table, &remarks)
    if breakdown == nil { remarks += try Self.missingColumns(path, table) }
    self.remarks = remarks
  }

  /// The report of a bundle, which is verified whole.
  private init(bundle path: String) throws(Failure) {
    let file = try BundleFile(path: path)
    let path = StandardInput.shown(path)
    self.path = "\(path)/\(file.bundle.files[0].name)"
    bytes = file.bundle.files[0].contents
    table = file.report
    isProven = true
    head = try? ReportHead(parsing: bytes, file: self.path)
    remarks = []
    let name = "\(path)/\(file.bundle.files[2].name)"
    breakdown = try mapping(Failure.init) { () throws(DocumentError) in
      try ReportTable(parsing: file.bundle.files[2].contents, file: name)
    }
  }

  /// The breakdown beside a report, if it is there. That of another program is not read, because its
  /// layout is not known.
  private static func breakdown(
    of path: String, _ table: ReportTable, _ remarks: inout [String]
  ) throws(Failure) -> ReportTable? {
    guard let names = ReportCompanions(of: path),
      let file = try ReportCompanions.file(names.breakdown)
    else { return nil }
    guard let breakdown = try? ReportTable(parsing: file.bytes, file: file.name),
      breakdown.isBreakdown
    else {
      remarks.append("\(file.name): has another layout than breakdowns of ucensus; not read")
      return nil
    }
    guard breakdown.rows.map(\.pkid) == table.rows.map(\.pkid) else {
      throw Failure(
        .corrupt, "\(file.name): belongs to another report than \(path)",
        hint: "audit again, into an empty directory")
    }
    if let contradiction = breakdown.contradictionOfBreakdown {
      throw Failure(
        .malformed, "\(file.name): \(contradiction)",
        hint: "it was changed by hand or damaged; make the reports again")
    }
    return breakdown
  }

  /// The columns of the built-in rule set that a report lacks. One with a breakdown or a provenance
  /// of ucensus beside it has those of the rule set that was given.
  private static func missingColumns(
    _ path: String, _ table: ReportTable
  ) throws(Failure) -> [String] {
    let provenance = ReportCompanions(of: path)?.provenance
    let isOwn = provenance.map { (try? FileSystem.live.identity($0)) != nil } ?? false
    guard !isOwn, !table.isBreakdown else { return [] }
    let rules = try DataFiles.rules(nil, .live).content
    let missing = rules.columns.dropFirst().map(\.title).filter { !table.titles.contains($0) }
    guard !missing.isEmpty else { return [] }
    let titles = missing.map { "\"\($0)\"" }.joined(separator: ", ")
    return [
      "\(path): lacks \(missing.count == 1 ? "the column" : "\(missing.count) columns") of Audit "
        + "Version \(rules.auditVersion): \(titles)"
    ]
  }

  /// Customer, reseller and provider by PKID, of the report itself or of the detailed one beside
  /// it; nil where neither has names.
  func names() throws(Failure) -> [String: [String]]? {
    let file: (name: String, bytes: [UInt8])?
    if ReportHead.isDetailed(bytes) {
      file = (path, bytes)
    } else {
      file = try ReportCompanions(of: path).flatMap { paths throws(Failure) in
        try ReportCompanions.file(paths.detailed)
      }
    }
    return try file.map { file throws(Failure) in
      try mapping(Failure.init) { () throws(DocumentError) in
        try ReportTable.names(parsing: file.bytes, file: file.name)
      }
    }
  }

  /// The reports at a path: a report, those of a directory, or that of a bundle.
  ///
  /// - Parameter allowsTotals: whether a report may have totals in place of customers.
  /// - Returns: nil where it is something to be counted, or nothing.
  package static func all(
    at path: String, allowsTotals: Bool = false
  ) throws(Failure) -> [ReportFile]? {
    let found: [String]
    switch InputKind(meantBy: path) {
    case .bundle: return [try ReportFile(bundle: path)]
    case .report: found = [path]
    default:
      guard let reports = ReportFiles.found(in: path) else { return nil }
      found = reports
    }
    var files: [ReportFile] = []
    for report in found {
      files.append(try ReportFile(reading: report, allowsTotals: allowsTotals))
    }
    return files
  }

  /// The reports at a path, as `all`, or, of a directory without reports, those of the directories
  /// in it: one for each month, for instance.
  ///
  /// - Returns: nil where there are none.
  package static func all(below path: String) throws(Failure) -> [ReportFile]? {
    if let files = try all(at: path) { return files }
    let base = path.hasSuffix("/") ? path : path + "/"
    var files: [ReportFile] = []
    for name in ((try? FileSystem.live.names(path)) ?? []).sorted() {
      guard (try? FileSystem.live.names(base + name)) != nil else { continue }
      files += try all(at: base + name) ?? []
    }
    return files.isEmpty ? nil : files
  }

  /// The first contradiction between its columns; nil where there is none.
  var contradiction: String? { table.contradiction(isProven: isProven) }

  /// The SHA-256 of the whole file.
  package var sha256: String { FileDigest.hexadecimal(of: bytes) }

  /// The metadata, of an anonymous report that names its provider, host and time and whose columns
  /// do not contradict each other.
  ///
  /// - Throws: why it is none (65).
  package func anonymousHead() throws(Failure) -> ReportHead {
    let head = try mapping(Failure.init) { () throws(DocumentError) in
      try ReportHead(parsing: bytes, file: path)
    }
    if ReportHead.isDetailed(bytes) {
      throw Failure(
        .malformed, "\(path): a detailed report, with names; expected the anonymous one")
    }
    if table.isBreakdown {
      throw Failure(.malformed, "\(path): a breakdown; expected the anonymous report")
    }
    if let contradiction {
      throw Failure(
        .malformed, "\(path): \(contradiction)",
        hint: "it was changed by hand or damaged; make the report again")
    }
    return head
  }
}
