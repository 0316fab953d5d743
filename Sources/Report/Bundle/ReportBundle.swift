internal import CensusModel
public import Documents

/// The archive for the vendor (AuditRules.md §3): the anonymous report, the breakdown, and the hash of
/// each, in one directory. The same reports make the same bytes.
public struct ReportBundle: Sendable {
  /// A file of the bundle.
  public struct File: Equatable, Sendable {
    /// Its name, without the directory.
    public var name: String
    /// Its bytes.
    public var contents: [UInt8]

    /// A file of these.
    public init(name: String, contents: [UInt8]) {
      self.name = name
      self.contents = contents
    }
  }

  /// The one directory.
  public let directory: String
  /// The moment of the reports.
  public let stamp: ReportStamp
  /// Report and breakdown, each with its hash after it.
  public let files: [File]

  /// The bundle of a report.
  ///
  /// - Parameters:
  ///   - header: of the report.
  ///   - files: the files, in their order.
  public init(header: ReportMetadata, files: [File]) {
    directory = ReportFileNames(header: header).archiveDirectory
    stamp = header.stamp
    self.files = files
  }

  /// Reads a bundle back.
  ///
  /// - Returns: nil where the bytes are not, to the last one, those that ucensus writes for the files
  ///   in them.
  public init?(parsing bytes: [UInt8]) {
    guard let zip = StoredZip(parsing: bytes) else { return nil }
    directory = zip.directory
    stamp = zip.stamp
    files = zip.files.map { File(name: $0.name, contents: $0.contents) }
  }

  /// The bytes of the archive, piece by piece, as it can be large.
  public func pieces() -> [[UInt8]] {
    StoredZip(
      directory: directory, stamp: stamp,
      files: files.map { StoredZip.File(name: $0.name, contents: $0.contents) }
    ).pieces()
  }

  /// True if a file that begins like this is meant for a bundle, whole or damaged: a dump may be a ZIP,
  /// too.
  public static func isMeant(head: [UInt8]) -> Bool {
    guard head.count >= headByteCount, head.starts(with: StoredZip.Signature.local) else {
      return false
    }
    let name = String(decoding: head[StoredZip.localByteCount..<headByteCount], as: UTF8.self)
    return name.hasSuffix("_license/")
  }

  /// How much of a file `isMeant` looks at: up to the end of the directory's name.
  public static let headByteCount = StoredZip.localByteCount + "YYYY-MM-DD_HHMM_license/".utf8.count

  /// The names that the files must have, in their order; nil where the first is not a report of the
  /// moment.
  public var expectedNames: [String]? {
    guard let report = files.first?.name, ReportFileNames.isAnonymousReport(report),
      let prefix = report.removing(suffix: "_anonymous_\(stamp.fileNameText).csv")
    else { return nil }
    let breakdown = "\(prefix)_anonymous_breakdown_\(stamp.fileNameText).csv"
    return [report, report + ".hash", breakdown, breakdown + ".hash"]
  }

  /// The contradiction of report and breakdown; nil if there is none.
  ///
  /// - Parameter name: of the bundle, for errors.
  /// - Throws: where one of them cannot be read.
  public func contradiction(file name: String) throws(DocumentError) -> String? {
    let report = try ReportTable(parsing: files[0].contents, file: "\(name)/\(files[0].name)")
    let breakdown = try ReportTable(parsing: files[2].contents, file: "\(name)/\(files[2].name)")
    let heads = [files[0], files[2]].map { Self.head(of: $0.contents) }
    guard heads[0] == heads[1] else { return "report and breakdown have different metadata" }
    guard heads[0].contains("#\(PlatformFacts.Key.dateTime.rawValue)=\(stamp.text)") else {
      return "the report is not of \(stamp.text)"
    }
    guard let shape = BreakdownShape(titles: breakdown.titles) else {
      return "the breakdown has other columns than a breakdown"
    }
    guard report.rows.map(\.pkid) == breakdown.rows.map(\.pkid) else {
      return "report and breakdown have different customers"
    }
    // Other rule sets may give a title of the breakdown another meaning.
    if !shape.hasLicensedUsers, let found = Self.contradiction(report, breakdown) { return found }
    return breakdown.contradictionOfBreakdown
  }

  /// A column that both have, with different numbers.
  private static func contradiction(_ report: ReportTable, _ breakdown: ReportTable) -> String? {
    for title in report.titles {
      guard let index = breakdown.titles.firstIndex(of: title),
        let own = report.titles.firstIndex(of: title)
      else { continue }
      for (row, other) in zip(report.rows, breakdown.rows)
      where row.fields[own] != other.fields[index] {
        return "customer \(row.pkid): \"\(title)\" is \(row.fields[own]) in the report and "
          + "\(other.fields[index]) in the breakdown"
      }
    }
    return nil
  }

  private static func head(of contents: [UInt8]) -> [String] {
    String(decoding: contents, as: UTF8.self).split(separator: "\n").prefix { $0.hasPrefix("#") }
      .map(String.init)
  }
}

extension String {
  fileprivate func removing(suffix: String) -> String? {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
