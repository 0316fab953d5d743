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
    let before = try table(request.before, request, &warnings)
    let after = try table(request.after, request, &warnings)
    return DifferenceOutcome(
      difference: ReportDifference(from: before, to: after), warnings: warnings)
  }

  private static func isDump(
    _ path: String, _ request: DifferenceRequest
  ) throws(Failure) -> Bool {
    if try ReportFile.all(at: path) != nil { return false }
    return try AuditSources.columnSource(path, request.count.dump.fileSystem) == nil
  }

  private static func table(
    _ path: String, _ request: DifferenceRequest, _ warnings: inout [String]
  ) throws(Failure) -> ReportTable {
    guard let reports = try ReportFile.all(at: path) else {
      return try counted(path, request, &warnings)
    }
    warnings += reports.flatMap(\.remarks)
    let joined = try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(joining: reports.map(\.table))
    }
    guard let joined else {
      throw Failure(
        .malformed, "\(path): its reports have different columns",
        hint: "are they of one audit? name the reports themselves")
    }
    return joined
  }

  /// Counts an input. The moment of a report that nobody will see does not matter.
  static func counted(
    _ path: String, _ request: DifferenceRequest, _ warnings: inout [String]
  ) throws(Failure) -> ReportTable {
    var count = request.count
    count.inputs = [path]
    count.dump.isDateTimeDecided = true
    var times = StageTimes()
    let counting = try Counting(count, times: &times, warnings: &warnings)
    var report = ReportRequest(outputDirectory: "")
    report.sourceDateEpoch = "0"
    let audit = try AuditReports(
      of: counting.merged.total, report, counting.rules.content, given: counting.given)
    return try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(audit.reports)
    }
  }
}

/// Which two audits are compared.
public struct DifferenceRequest: Sendable {
  /// The first.
  public var before: String
  /// The second.
  public var after: String
  /// How columnar files and dumps are counted; its inputs are not used.
  public var count = CountRequest(inputs: [])

  /// A comparison of these, under the built-in rules.
  public init(before: String, after: String) {
    self.before = before
    self.after = after
  }
}

/// What a comparison has to tell.
public struct DifferenceOutcome: Sendable {
  let difference: ReportDifference
  /// Things that the user should know.
  public let warnings: [String]

  /// Whether anything differs.
  public var isDifferent: Bool { !difference.isEmpty }

  /// The difference in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: String(difference.table(style).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(difference.csv())
    case .json: AuditOutcome.withoutLastLineEnd(difference.json.bytes())
    }
  }
}
