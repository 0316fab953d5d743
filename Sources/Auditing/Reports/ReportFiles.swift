internal import Files
internal import Report

/// Finds reports that were written earlier.
enum ReportFiles {
  /// True if a path is meant as that of a report: by its name, or, of standard input, its beginning.
  static func isReport(_ path: String) -> Bool {
    guard StandardInput.isMeant(path) else { return path.hasSuffix(".csv") }
    return ReportTable.isMeant(head: StandardInput.shared.head(ReportTable.headByteCount))
  }

  /// The reports at a path: the file itself if it is one, or the anonymous reports of a
  /// directory that has any, one for each provider.
  ///
  /// - Returns: nil where it is something to be counted.
  static func found(at path: String, fileSystem: FileSystem = .live) -> [String]? {
    if isReport(path) { return [path] }
    guard let names = try? fileSystem.names(path) else { return nil }
    let reports = names.filter(ReportFileNames.isAnonymousReport).sorted()
    return reports.isEmpty ? nil : reports.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }
}
