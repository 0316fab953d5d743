internal import CensusModel

/// The names of the files of one report (AuditRules.md §1 and §3). None has a directory in it.
public struct ReportFileNames: Equatable, Sendable {
  private let prefix: String
  private let stamp: String

  /// The names that follow from the head of a report.
  public init(header: ReportMetadata) {
    let provider = Self.sanitized(header[.providerName])
    let ruleSet = header.ruleSetName.map { "_" + $0 } ?? ""
    prefix = "vlf_\(provider)_\(Self.sanitized(header[.hostname]))\(ruleSet)"
    stamp = header.stamp.fileNameText
  }

  /// The anonymous report.
  public var anonymous: String { "\(prefix)_anonymous_\(stamp).csv" }
  /// The detailed report.
  public var detailed: String { "\(prefix)_detailed_\(stamp).csv" }
  /// The breakdown.
  public var breakdown: String { "\(prefix)_anonymous_breakdown_\(stamp).csv" }
  /// The provenance.
  public var provenance: String { "\(prefix)_provenance_\(stamp).json" }
  /// The archive for the vendor.
  public var archive: String { "\(prefix)_license_\(stamp).zip" }
  /// The one directory in that archive.
  public var archiveDirectory: String { "\(stamp)_license" }

  /// The moment in the name of an archive's directory; nil for any other name.
  static func stamp(ofArchiveDirectory name: String) -> ReportStamp? {
    let bytes = Array(name.utf8)
    guard bytes.count == "YYYY-MM-DD_HHMM_license".utf8.count else { return nil }
    let parts = [0..<10, 11..<13, 13..<15].map { String(decoding: bytes[$0], as: UTF8.self) }
    let stamp = ReportStamp(parsing: "\(parts[0]) \(parts[1]):\(parts[2])")
    return stamp.flatMap { "\($0.fileNameText)_license".isExactly(name) ? $0 : nil }
  }

  /// True if a file name has the shape of an anonymous report's; breakdowns have another one.
  public static func isAnonymousReport(_ name: String) -> Bool {
    guard name.hasPrefix("vlf_"), name.hasSuffix(".csv"), name.utf8.count > 19 else { return false }
    let beforeStamp = name.utf8.dropLast(".csv".utf8.count + "YYYY-MM-DD_HHMM".utf8.count)
    return beforeStamp.reversed().starts(with: "_anonymous_".utf8.reversed())
  }

  /// True if a file name has the shape of a provenance's.
  public static func isProvenance(_ name: String) -> Bool {
    name.hasPrefix("vlf_") && name.hasSuffix(".json") && name.contains("_provenance_")
  }

  /// A name that two reports of one audit would share, or nil.
  public static func collision(among names: [ReportFileNames]) -> String? {
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      return name.anonymous
    }
    return nil
  }

  /// Scalar by scalar: all but `A-Z a-z 0-9 . _ -` becomes `_`, then every leading `.` and `-`
  /// too, then it is cut to 64; an empty one is `_`. So no name can leave its directory.
  static func sanitized(_ name: String) -> String {
    let plain = name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" }
    let leading = plain.prefix { $0 == "." || $0 == "-" }
    let whole = String(repeating: "_", count: leading.count) + plain.dropFirst(leading.count)
    return whole.isEmpty ? "_" : String(whole.prefix(64))
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": true
    default: false
    }
  }
}
