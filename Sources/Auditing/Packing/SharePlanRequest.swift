/// One plan: the indexes of all packed files of a dump, to shares that can be counted apart.
public struct SharePlanRequest: Sendable {
  /// Indexes, and how they are read: of malformed records, whether they may be there.
  public var dump: DumpRequest
  /// How many bytes of packed records a share may have, about; a customer is never cut.
  public var shareByteCount = shareByteCountDefault
  /// 25 MiB: some 256 MiB of JSON.
  public static let shareByteCountDefault = 25 << 20
  /// Receives the shares of nodes and the routes, one after the other.
  public var output: String
  /// True if an existing file is replaced.
  public var force = false

  /// A request to plan the shares of these packed files.
  public init(indexes: [String], output: String) {
    dump = DumpRequest(dumps: indexes)
    self.output = output
  }
}
