/// A random dump and what belongs to it.
public struct GeneratedDump: Sendable {
  /// The seed it came from; print it when a comparison fails.
  public let seed: UInt64
  /// All records, in random order.
  public let records: [RawRecord]
  /// Where in `records` the malformed one stands, if one was asked for.
  public let malformed: Int?
  /// The members of `platform.json`.
  public let facts: [JSONMember]
  /// A date and time as the header wants them.
  public let dateTime: String

  /// The records without the malformed one: what is left when it is rejected.
  public var accepted: [RawRecord] {
    guard let malformed else { return records }
    return Array(records[..<malformed] + records[(malformed + 1)...])
  }
}
