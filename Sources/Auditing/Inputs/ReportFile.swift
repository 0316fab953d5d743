internal import CensusRules
internal import Documents
internal import Files
package import Report

/// A report that was written earlier, read again.
package struct ReportFile: Sendable {
  /// Where it stands.
  package let path: String
  /// The whole file.
  package let bytes: [UInt8]
  /// Its customers and columns.
  package let table: ReportTable
  /// Whether a hash says that it is the report that was made.
  private let isProven: Bool

  /// Reads a report.
  ///
  /// - Throws: what is no report (65), cannot be read (66, 74), or is not what its `.hash` says (4).
  package init(reading path: String) throws(Failure) {
    let bytes = try DataFiles.bytes(of: path)
    let fits = HashCompanion.fits(path, contents: bytes)
    guard fits ?? true else {
      throw Failure(
        .corrupt, "\(path): its SHA-256 is not the one in \(HashCompanion.name(of: path))",
        hint: "it was changed or damaged; make the report again")
    }
    table = try mapping(Failure.init) { () throws(DocumentError) in
      try ReportTable(parsing: bytes, file: path)
    }
    self.path = path
    self.bytes = bytes
    isProven = fits ?? false
  }

  /// The report of a bundle, which is verified whole.
  private init(bundle path: String) throws(Failure) {
    let file = try BundleFile(path: path)
    self.path = "\(path)/\(file.bundle.files[0].name)"
    bytes = file.bundle.files[0].contents
    table = file.report
    isProven = true
  }

  /// The reports at a path: a report, those of a directory, or that of a bundle.
  ///
  /// - Returns: nil where it is something to be counted, or nothing.
  package static func all(at path: String) throws(Failure) -> [ReportFile]? {
    if BundleFile.isMeant(path) { return [try ReportFile(bundle: path)] }
    guard let found = ReportFiles.found(at: path) else { return nil }
    var files: [ReportFile] = []
    for report in found { files.append(try ReportFile(reading: report)) }
    return files
  }

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
    if let contradiction = table.contradiction(isProven: isProven) {
      throw Failure(
        .malformed, "\(path): \(contradiction)",
        hint: "it was changed by hand or damaged; make the report again")
    }
    return head
  }
}
