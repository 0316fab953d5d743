internal import CensusModel
internal import CensusRules
internal import Files
internal import Report
public import TextOutput

/// The comparison of two rule sets: what the same inputs count under one and under the other.
public enum Comparison {
  /// Reads the inputs once and counts them twice. No report is written.
  ///
  /// - Throws: what stopped it.
  public static func run(_ request: ComparisonRequest) throws(Failure) -> ComparisonOutcome {
    var times = StageTimes()
    var warnings: [String] = []
    // What can be refused at once is refused before hours of reading.
    let other = try DataFiles.rules(request.otherRules, request.count.dump.fileSystem)
    let outputs = OutputSet(isReplacing: false, fileSystem: request.count.dump.fileSystem)
    let rejectFile = try Counting.prepare(request.count, targets: [], outputs)
    var count = request.count
    count.dump.isDateTimeDecided = true
    let counting = try Counting(count, times: &times, warnings: &warnings)
    let before = try reports(of: counting.merged, counting.rules, counting.given, request)
    let after = try reports(
      of: counting.merged(under: other, count), other, counting.given, request)
    times.end("count again")
    let comparison = try mapping(Failure.init) { () throws(ReportError) in
      try RuleComparison(
        from: before, counting.rules.provenance, to: after, other.provenance)
    }
    try counting.writeRejects(to: rejectFile)
    try mapping(Failure.init) { () throws(FileError) in try outputs.commit() }
    return ComparisonOutcome(
      comparison: comparison, warnings: warnings, times: times,
      rejectedCount: counting.sources.rejects.count)
  }

  /// Reports that nobody will see; their moment does not matter, and making them checks sums.
  private static func reports(
    of merged: MergedParts, _ rules: DataFile<RuleSet>, _ given: PlatformFacts,
    _ request: ComparisonRequest
  ) throws(Failure) -> [CensusReport] {
    var report = ReportRequest(outputDirectory: "")
    report.sourceDateEpoch = "0"
    report.provider = request.provider
    return try AuditReports(of: merged.total, report, rules.content, given: given).reports
  }
}

/// Which inputs are counted, and under which two rule sets.
public struct ComparisonRequest: Sendable {
  /// What is counted, and how; it has the first rule set.
  public var count: CountRequest
  /// The file of the second rule set.
  public var otherRules: String
  /// The one provider to look at, by name or PKID.
  public var provider: String?

  /// A comparison of the built-in rule set with another one.
  public init(inputs: [String], otherRules: String) {
    count = CountRequest(inputs: inputs)
    self.otherRules = otherRules
  }
}

/// What a comparison of rule sets has to tell.
public struct ComparisonOutcome: Sendable {
  let comparison: RuleComparison
  /// Things that the user should know.
  public let warnings: [String]
  /// How long the stages took.
  public let times: StageTimes
  /// Malformed records that were left out.
  public let rejectedCount: Int

  /// The comparison in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: String(comparison.table(style).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(comparison.csv())
    case .json: AuditOutcome.withoutLastLineEnd(comparison.json.bytes())
    }
  }
}
