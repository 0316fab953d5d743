internal import ColumnFile

/// Inputs, and how they are counted: columnar files and dumps, together one audit.
public struct CountRequest: Sendable {
  /// Columnar files and dumps.
  public var inputs: [String]
  /// Identities files of the columnar files among the inputs: of none or of all.
  public var identities: [String] = []
  /// How dumps among the inputs are read; its list of dumps is not used.
  public var dump = DumpRequest(dumps: [])
  /// A rule set in place of the built-in one.
  public var rules: String?
  /// Persons in a group; any value gives the same counts.
  public var groupPersonCount: Int?
  /// True if several inputs may hold one customer, each a part of it, which are added up.
  public var addSharedCustomers = false
  /// A file that says which customers of different platforms are one (`CustomerMap`).
  public var customerMap: String?
  /// Which machine code counts; all give the same counts.
  public var kernel = KernelChoice.best
  /// The most bytes that the directory of a columnar file may take, and again each thread's group.
  public var memoryLimit = memoryLimitDefault
  /// 1 GiB.
  public static let memoryLimitDefault = ColumnFile.memoryLimitDefault

  /// A request to count these inputs.
  public init(inputs: [String]) { self.inputs = inputs }

  /// The options that decide what is read, as the provenance lists them.
  var options: [String: String] {
    var options: [String: String] = [:]
    if dump.allowIncomplete { options["allow-incomplete"] = "true" }
    if dump.onError == .reject { options["on-error"] = "reject" }
    if addSharedCustomers { options["add-shared-customers"] = "true" }
    if !dump.deviceClassChanges.isEmpty {
      options["device-classes-add"] = dump.deviceClassChanges.joined(separator: " ")
    }
    if !dump.exclusions.isEmpty { options["exclude"] = dump.exclusions.joined(separator: " ") }
    return options
  }

  /// Every file and directory that is read for this request.
  var allInputs: [String] {
    inputs + identities + dump.inputs + [rules, customerMap].compactMap(\.self)
  }
}
