internal import CensusModel
internal import Report
public import TextOutput

/// The comparison of two audits: what changed, customer by customer and column by column.
public enum Difference {
  /// Compares two audits. Each is a report, a directory with the reports of one audit, a bundle, or
  /// what can be counted: a columnar file or a dump.
  ///
  /// - Throws: what stopped it.
  public static func run(_ request: DifferenceRequest) throws(Failure) -> DifferenceOutcome {
    var warnings: [String] = []
    var request = request
    // Of a columnar file and a dump, the options of reading are for the dump.
    for path in [request.before, request.after] where try isDump(path, request) {
      request.count.dump.areOptionsOptional = true
    }
    let before = try AuditedTable(at: request.before, request.count, &warnings)
    let after = try AuditedTable(at: request.after, request.count, &warnings)
    let tables = tables(before, after, &warnings)
    let names = (before.names ?? [:]).merging(after.names ?? [:]) { $1 }
    return DifferenceOutcome(
      difference: ReportDifference(from: tables.before, to: tables.after),
      sides: [before, after].map { ($0.title, $0.json) },
      view: DifferenceView(
        customerCountMax: request.isSummary ? 0 : request.customerCountMax,
        names: names.mapValues { $0[0] }),
      warnings: warnings)
  }

  private static func isDump(
    _ path: String, _ request: DifferenceRequest
  ) throws(Failure) -> Bool {
    if try ReportFile.all(at: path) != nil { return false }
    return try AuditSources.columnSource(path, request.count.dump.fileSystem) == nil
  }

  /// The tables with licences in front, where both audits have them.
  private static func tables(
    _ before: AuditedTable, _ after: AuditedTable, _ warnings: inout [String]
  ) -> (before: ReportTable, after: ReportTable) {
    let licensed = [before, after].map { side in
      side.licenses.flatMap { side.table.with($0) }
    }
    if let first = licensed[0], let second = licensed[1] { return (first, second) }
    for (side, table) in zip([before, after], licensed) where table == nil {
      warnings.append("\(side.name): no breakdown beside it; licences are not compared")
    }
    return (before.table, after.table)
  }

  /// Counts an input. The moment of a report that nobody will see does not matter.
  static func counted(
    _ path: String, _ request: DifferenceRequest, _ warnings: inout [String]
  ) throws(Failure) -> ReportTable {
    try AuditedTable(at: path, request.count, &warnings).table
  }
}

/// Which two audits are compared.
public struct DifferenceRequest: Sendable {
  /// The first.
  public var before: String
  /// The second.
  public var after: String
  /// The most customers that are shown, those that changed most; nil for all.
  public var customerCountMax: Int?
  /// Whether only totals are shown.
  public var isSummary = false
  /// How columnar files and dumps are counted; its inputs are not used.
  public var count = CountRequest(inputs: [])

  /// A comparison of these, under the built-in rules.
  public init(before: String, after: String) {
    self.before = before
    self.after = after
  }
}

/// The result of a comparison.
public struct DifferenceOutcome: Sendable {
  let difference: ReportDifference
  /// The paths, and where the audits come from.
  let sides: [(title: String, json: JSONOutput)]
  let view: DifferenceView
  /// Things that the user should know.
  public let warnings: [String]

  /// Whether anything differs.
  public var isDifferent: Bool { !difference.isEmpty }

  /// The difference in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: head + String(difference.table(style, view).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(difference.csv(view))
    case .json: AuditOutcome.withoutLastLineEnd(json.bytes())
    }
  }

  /// Both sides, where they differ.
  private var head: String {
    guard isDifferent else { return "" }
    return zip(["Before", "After "], sides).map { title, side in
      "\(title)  \(AuditOutcome.printable(side.title))\n"
    }.joined() + "\n"
  }

  private var json: JSONOutput {
    let members = zip(["before", "after"], sides).map { (key: $0, value: $1.json) }
    guard case .object(let rest) = difference.json(view) else { return difference.json }
    return .object([("audits", .object(members))] + rest)
  }
}
