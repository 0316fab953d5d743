internal import CensusModel
internal import Report

/// The comparison of two audits: what changed, customer by customer and column by column.
public enum Difference {
  /// Compares two audits. Each is a report, a directory with the reports of one audit, a bundle, or
  /// what can be counted: a columnar file or a dump.
  ///
  /// - Throws: what stopped it.
  public static func run(_ request: DifferenceRequest) throws(Failure) -> DifferenceOutcome {
    var request = request
    // Of a columnar file and a dump, the options of reading are for the dump.
    for path in [request.before, request.after] where try isDump(path, request) {
      request.count.dump.areOptionsOptional = true
    }
    var run = try ReadingRun(
      request.count.dump, inputs: [request.before, request.after] + request.count.allInputs)
    let before = try AuditedTable(at: request.before, request.count, &run)
    let after = try AuditedTable(at: request.after, request.count, &run)
    let names = (before.names ?? [:]).merging(after.names ?? [:]) { $1 }
    let view = DifferenceView(
      customerCountMax: request.isSummary ? 0 : request.customerCountMax,
      names: names.mapValues { $0[0] })
    var outcome = DifferenceOutcome(
      from: before.side, to: after.side, view, remarks: run.remarks)
    if request.hasPersons { try outcome.addPersons(request) }
    try run.commit()
    return outcome
  }

  private static func isDump(
    _ path: String, _ request: DifferenceRequest
  ) throws(Failure) -> Bool {
    if try ReportFile.all(at: path) != nil { return false }
    return try CountableInput(at: path, request.count.dump.fileSystem) == .dump
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
  /// True if only totals are shown.
  public var isSummary = false
  /// True where persons are compared, too: those who are in another column or have other licences.
  public var hasPersons = false
  /// How columnar files and dumps are counted; its inputs are not used.
  public var count = CountRequest(inputs: [])

  /// A comparison of these, under the built-in rules.
  public init(before: String, after: String) {
    self.before = before
    self.after = after
  }
}
