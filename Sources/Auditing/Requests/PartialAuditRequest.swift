/// One partial audit: columnar files, or dumps, to a partial result.
public struct PartialAuditRequest: Sendable {
  /// The inputs, and how they are counted.
  public var count: CountRequest
  /// The file that receives the partial result.
  public var output: String
  /// Which part of how many it is; nil where that is not known.
  public var number: PartNumber?
  /// Where the names go that the partial result leaves out, if they are kept: a file that only its
  /// owner can read.
  public var names: String?
  /// True if an existing file is replaced.
  public var force = false

  /// A request to count these inputs.
  public init(inputs: [String], output: String) {
    count = CountRequest(inputs: inputs)
    self.output = output
  }
}
