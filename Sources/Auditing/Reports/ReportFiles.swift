internal import Files
internal import Report

/// Finds reports that were written earlier.
enum ReportFiles {
  /// The anonymous reports of a directory, one for each provider.
  ///
  /// - Returns: nil where there are none, or the path is not a directory.
  static func found(in path: String, fileSystem: FileSystem = .live) -> [String]? {
    guard let names = try? fileSystem.names(path) else { return nil }
    let reports = names.filter(ReportFileNames.isAnonymousReport).sorted()
    return reports.isEmpty ? nil : reports.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }
  }
}
