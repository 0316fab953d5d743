/// A location with the first record that used it.
public struct LocationUse: Sendable {
  /// The place.
  public var location: Location
  /// The first record in reading order that names it, of those in this batch.
  public var first: RecordPosition
}
