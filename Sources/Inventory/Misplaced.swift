public import DumpReading

/// The records that were left out, as they could not be placed, so that the caller can fetch them:
/// every node record at one of `nodes`, and every other record whose location is one of `places`.
public struct Misplaced: Equatable, Sendable {
  /// A location that is neither a node nor an ancestor of one.
  public struct Place: Equatable, Sendable {
    /// The location as records write it.
    public var location: Location
    /// Why its records were left out.
    public var reason: MalformedRecord.Reason
    /// How many records, nodes apart, name it.
    public var recordCount: Int
  }

  /// The locations, in byte order.
  public internal(set) var places: [Place] = []
  /// The node records, in reading order.
  public internal(set) var nodes: [MalformedRecord] = []

  /// Nothing.
  init() {}

  /// How many records were left out.
  public var recordCount: Int { nodes.count + places.reduce(0) { $0 + $1.recordCount } }
}
