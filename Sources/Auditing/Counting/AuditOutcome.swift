internal import CensusModel
internal import Report
public import TextOutput

/// What an audit has to tell: the summary, the files, and remarks.
public struct AuditOutcome: Sendable {
  /// Things that the user should know although the audit was done.
  public internal(set) var warnings: [String] = []
  /// How long the stages took.
  public internal(set) var times = StageTimes()
  /// Malformed records of dumps that were left out in this run.
  public internal(set) var rejectedCount = 0
  /// The files written, without their hashes.
  public private(set) var paths: [String] = []

  /// The configuration file that gave options.
  var configuration: UsedConfiguration?
  var remarks: [String] = []
  private var parts: [Part] = []

  private struct Part: Sendable {
    var provider: String
    var summary: RunSummary
    var paths: [String]
  }

  init() {}

  mutating func add(_ report: CensusReport, _ summary: RunSummary, paths: [String]) {
    parts.append(Part(provider: report.header[.providerName], summary: summary, paths: paths))
    self.paths += paths
  }

  /// The summary in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: table(style)
    case .csv:
      Self.withoutLastLineEnd(RunSummary.csv(parts.map { ($0.provider, $0.summary) }))
    case .json: json
    }
  }

  /// The summary for people, then the files.
  private func table(_ style: TextStyle) -> String {
    var text = ""
    for part in parts {
      if parts.count > 1 {
        text += style.shown("Provider \(Self.printable(part.provider))", as: .heading) + "\n"
      }
      text += part.summary.table(style) + "\n"
      text += "Written, each CSV and ZIP with its .hash:\n"
      for path in part.paths { text += "  \(path)\n" }
      if parts.count > 1 { text += "\n" }
    }
    for remark in remarks { text += remark + "\n" }
    if let configuration { text += "Configuration: \(Self.printable(configuration.text))\n" }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// The same as one JSON document.
  public var json: String {
    let reports = parts.map { part -> JSONOutput in
      .object([
        ("provider", .string(part.provider)), ("totals", part.summary.json),
        ("files", .array(part.paths.map { .string($0) })),
      ])
    }
    var members: [(key: String, value: JSONOutput)] = [
      ("reports", .array(reports)), ("warnings", .array(warnings.map { .string($0) })),
    ]
    if let configuration {
      members.append(
        (
          "configuration",
          .object([
            ("file", .string(configuration.path)), ("sha256", .string(configuration.sha256)),
            ("options", .array(configuration.options.map { .string($0) })),
          ])
        ))
    }
    return Self.withoutLastLineEnd(JSONOutput.object(members).bytes())
  }

  static func withoutLastLineEnd(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// A text that comes from a dump, for a terminal: control characters become `?`.
  public static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.isControl ? "?" : $0
        }))
  }
}
