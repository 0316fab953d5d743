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
    var remarks = RunRemarks()
    // What can be refused at once is refused before hours of reading.
    let other = try DataFiles.rules(request.otherRules, request.count.dump.fileSystem)
    let outputs = OutputSet(isReplacing: false, fileSystem: request.count.dump.fileSystem)
    let rejectFile = try request.count.dump.beginRejectFile(
      inputs: request.count.allInputs, in: outputs)
    var count = request.count
    count.dump.isDateTimeDecided = true
    let counting = try Counting(count, &remarks)
    let before = try reports(of: counting.merged, counting.rules, counting.given, request)
    let after = try reports(
      of: counting.merged(under: other, count), other, counting.given, request)
    remarks.times.end("count again")
    let comparison = try mapping(Failure.init) { () throws(ReportError) in
      try RuleComparison(
        from: before, counting.rules.provenance, to: after, other.provenance)
    }
    try counting.writeRejects(to: rejectFile)
    try mapping(Failure.init) { () throws(FileError) in try outputs.commit() }
    return ComparisonOutcome(comparison: comparison, remarks: remarks)
  }

  /// Reports that are not written: making them checks sums. Their date and time do not matter.
  private static func reports(
    of merged: MergedParts, _ rules: DataFile<RuleSet>, _ given: PlatformFacts,
    _ request: ComparisonRequest
  ) throws(Failure) -> [CensusReport] {
    return try AuditReports(
      of: merged.total, .unwritten(provider: request.provider), rules.content, given: given
    ).reports
  }
}

/// Which inputs are counted, and under which two rule sets.
public struct ComparisonRequest: Sendable {
  /// The inputs, and how they are counted; it has the first rule set.
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

/// The result of a comparison of rule sets.
public struct ComparisonOutcome: RunOutcome {
  let comparison: RuleComparison
  /// Warnings, times, and the number of rejected records.
  public let remarks: RunRemarks

  /// The comparison in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String { shown(format, style) }
}

extension ComparisonOutcome: ShownResult {
  func table(_ style: TextStyle) -> String { comparison.table(style) }
  var csv: [UInt8] { comparison.csv() }
  var json: JSONOutput { comparison.json }
}
