/// One merge: partial results to reports.
public struct MergeRequest: Sendable {
  /// The files of the partial results, together one audit.
  public var parts: [String]
  /// The report, and where it goes.
  public var report: ReportRequest
  /// A file of platform facts in place of those that the parts hold.
  public var platform: String?
  /// The rule set under which the parts were counted, if it is not the built-in one.
  public var rules: String?
  /// True if several parts may hold one customer, each a part of it, which are added up; those of a
  /// numbered set always may.
  public var addSharedCustomers = false
  /// A file that says which customers of different platforms are one (`CustomerMap`).
  public var customerMap: String?
  /// The names of the parts, if they were kept: of all of them.
  public var names: [String] = []

  /// The options that decide what is added up, as the provenance lists them.
  var options: [String: String] {
    addSharedCustomers ? ["add-shared-customers": "true"] : [:]
  }

  /// Every file that is read for this request.
  var allInputs: [String] {
    parts + names + [platform, rules, customerMap, report.previous].compactMap(\.self)
  }

  /// A request to merge these parts.
  public init(parts: [String], outputDirectory: String) {
    self.parts = parts
    report = ReportRequest(outputDirectory: outputDirectory)
  }
}
