internal import Files
internal import Report

/// Where the companions of a report are, by its path.
struct ReportCompanions {
  private let prefix: String
  private let stamp: String

  /// nil for a report whose name is not that of an anonymous one.
  init?(of report: String) {
    guard ReportFileNames.isAnonymousReport(OutputDirectory.name(of: report)) else { return nil }
    let stampCount = "YYYY-MM-DD_HHMM".utf8.count
    let stem = report.dropLast(".csv".utf8.count)
    stamp = String(stem.suffix(stampCount))
    prefix = String(stem.dropLast(stampCount + "_anonymous_".utf8.count))
  }

  var breakdown: String { "\(prefix)_anonymous_breakdown_\(stamp).csv" }
  var detailed: String { "\(prefix)_detailed_\(stamp).csv" }
  var provenance: String { "\(prefix)_provenance_\(stamp).json" }

  /// A companion, if it is there; a hash that is there, too, must fit.
  static func file(_ path: String) throws(Failure) -> (name: String, bytes: [UInt8])? {
    guard (try? FileSystem.live.identity(path)) != nil else { return nil }
    return (path, try StoredReport(reading: path).bytes)
  }
}
