/// One audit: columnar files, or dumps, to reports. It has the members of both its halves.
@dynamicMemberLookup
public struct AuditRequest: Sendable {
  /// The inputs, and how they are counted.
  public var count: CountRequest
  /// The report, and where it goes.
  public var report: ReportRequest

  /// A request to audit these inputs.
  public init(inputs: [String], outputDirectory: String) {
    count = CountRequest(inputs: inputs)
    report = ReportRequest(outputDirectory: outputDirectory)
  }

  /// A member of `count`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<CountRequest, Value>) -> Value {
    get { count[keyPath: member] }
    set { count[keyPath: member] = newValue }
  }

  /// A member of `report`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<ReportRequest, Value>) -> Value {
    get { report[keyPath: member] }
    set { report[keyPath: member] = newValue }
  }
}
