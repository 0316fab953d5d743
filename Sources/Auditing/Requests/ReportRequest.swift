/// A report, and where it goes. It has the members of its scope.
@dynamicMemberLookup
public struct ReportRequest: Sendable {
  /// The directory that receives the reports.
  public var outputDirectory: String
  /// True if existing files are replaced.
  public var force = false
  /// The provider and the moment of the reports.
  public var scope = ReportScope()
  /// Leave out every file that holds names.
  public var anonymousOnly = false
  /// The configuration file that gave options, if one did.
  public var configuration: UsedConfiguration?
  /// An earlier audit that this one is compared with before anything is written: a provenance, a
  /// report or a directory of reports, a bundle, a columnar file, or an entry of a history as JSON.
  public var previous: String?
  /// By how many per cent a number may shrink since then.
  public var maxShrink = maxShrinkDefault
  /// 20 per cent.
  public static let maxShrinkDefault = 20
  /// True if numbers may shrink by more; it is recorded.
  public var acceptChange = false

  /// A request for the reports of all providers.
  public init(outputDirectory: String) { self.outputDirectory = outputDirectory }

  /// A member of `scope`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<ReportScope, Value>) -> Value {
    get { scope[keyPath: member] }
    set { scope[keyPath: member] = newValue }
  }
}
