internal import ColumnFile

/// The inputs of lists and explanations: columnar files with their identities, or dumps.
public struct NamedRequest: Sendable {
  /// Columnar files, or dumps, which are one dump together.
  public var inputs: [String]
  /// The identities file of the one columnar file; nil for those beside them.
  public var identities: String?
  /// How dumps are read; its list of dumps is not used.
  public var dump = DumpRequest(dumps: [])
  /// A rule set in place of the built-in one.
  public var rules: String?
  /// PKID or name of the customer who is looked at; nil for all.
  public var customer: String?
  /// True if several columnar files may hold one customer, each a part of it.
  public var addSharedCustomers = false
  /// Which machine code counts.
  public var kernel = KernelChoice.best
  /// The most bytes that the directory of a file may take, and again a group or block of it.
  public var memoryLimit = CountRequest.memoryLimitDefault
  /// Of dumps, only customers of whom a record has this text, folded, have rows.
  var wantedText: [UInt8]?
  /// True if the inputs are dumps; it is found out.
  var isDump = true

  /// A request about these inputs.
  public init(inputs: [String]) { self.inputs = inputs }
}
