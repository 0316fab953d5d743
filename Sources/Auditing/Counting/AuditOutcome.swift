internal import CensusModel
internal import Files
internal import Report
public import TextOutput

/// The result of an audit: the summary, the files, and remarks.
public struct AuditOutcome: RunOutcome {
  /// Warnings, times, and the number of rejected records.
  public internal(set) var remarks: RunRemarks
  /// The files written, without their hashes.
  public private(set) var paths: [String] = []

  /// The configuration file that gave options.
  var configuration: UsedConfiguration?
  /// Sentences about the reports, which follow the summary.
  var notes: [String] = []
  /// Which customers of different platforms were reported as one.
  var customerMap: Provenance.CustomerMap?
  /// How the audit compares with an earlier one.
  var plausibility: Plausibility?
  /// Findings in inputs of several providers; nil where the audit has one provider.
  var run: RunFindings?
  private var parts: [Part] = []

  private struct Part: Sendable {
    var provider: String
    /// The nodes of the provider, where it has several.
    var nodes: [ReportedProvider.Node]
    var summary: RunSummary
    var paths: [String]
  }

  init(_ remarks: RunRemarks) { self.remarks = remarks }

  mutating func add(
    _ report: CensusReport, _ provider: ReportedProvider, _ summary: RunSummary, paths: [String]
  ) {
    parts.append(
      Part(
        provider: report.header[.providerName],
        nodes: provider.nodes.count > 1 ? provider.nodes : [], summary: summary, paths: paths))
    self.paths += paths
  }

  /// The summary in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: table(style)
    case .csv:
      Self.withoutLastLineEnd(RunSummary.csv(parts.map { ($0.provider, $0.summary) }, run: run))
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
      if !part.nodes.isEmpty {
        text += "One provider, \(part.nodes.count) nodes of that name:\n"
        for node in part.nodes { text += "  \(Self.printable(node.text))\n" }
        text += "\n"
      }
      text += "Written, each CSV and ZIP with its .hash:\n"
      for path in part.paths { text += "  \(path)\n" }
      if parts.count > 1 { text += "\n" }
    }
    if let run, !run.isEmpty {
      text += style.shown("Whole run, of no single provider", as: .heading) + "\n"
      text += RunSummary(of: run).table(style) + "\n"
    }
    if let customerMap {
      let customers = customerMap.customerCount == 1 ? "customer" : "customers"
      text += "Customer map: \(Self.printable(customerMap.file.name)), "
      text += "\(customerMap.customerCount) \(customers) reported with another one\n"
    }
    if let plausibility { text += Self.printable(plausibility.text) + "\n" }
    for note in notes { text += note + "\n" }
    if let configuration { text += "Configuration: \(Self.printable(configuration.text))\n" }
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// The same as one JSON document.
  public var json: String {
    let reports = parts.map { part -> JSONOutput in
      var members: [(key: String, value: JSONOutput)] = [("provider", .string(part.provider))]
      if !part.nodes.isEmpty { members.append(("nodes", .array(part.nodes.map(\.json)))) }
      members += [
        ("totals", part.summary.json), ("files", .array(part.paths.map { .string($0) })),
      ]
      return .object(members)
    }
    var members: [(key: String, value: JSONOutput)] = [("reports", .array(reports))]
    if let run { members.append(("run", RunSummary(of: run).json)) }
    if let customerMap { members.append(("customerMap", customerMap.json)) }
    if let plausibility {
      members.append(("previous", plausibility.provenance.json))
    }
    members += [
      ("warnings", remarks.warningsJSON)
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
        PathText.shown(text).unicodeScalars.map {
          $0.isControl ? "?" : $0
        }))
  }
}

extension ReportedProvider.Node {
  /// The node in one line.
  fileprivate var text: String { "\(provider.pkid) in \(inputs.joined(separator: ", "))" }

  fileprivate var json: JSONOutput {
    .object([
      ("pkid", .string(provider.pkid)), ("inputs", .array(inputs.map { .string($0) })),
    ])
  }
}
