internal import Files
internal import Report

/// Finds reports that were written earlier.
enum ReportFiles {
  /// The reports at a path: the file itself if it is one, or the anonymous reports of a
  /// directory that has any, one for each provider.
  ///
  /// - Returns: nil where it is something to be counted.
  static func found(at path: String, fileSystem: FileSystem = .live) -> [String]? {
    if InputKind(meantBy: path) == .report { return [path] }
    guard let names = try? fileSystem.names(path) else { return nil }
    let reports = names.filter(ReportFileNames.isAnonymousReport).sorted()
    return reports.isEmpty ? nil : reports.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }
}
