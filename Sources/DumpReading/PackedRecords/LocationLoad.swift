/// How many records name a location, and their bytes.
public struct LocationLoad: Equatable, Sendable {
  /// How many records.
  public private(set) var recordCount = 0
  /// How many bytes they take, packed.
  public private(set) var byteCount = 0

  /// Such a load; none if nothing is given.
  public init(recordCount: Int = 0, byteCount: Int = 0) {
    self.recordCount = recordCount
    self.byteCount = byteCount
  }

  mutating func add(_ record: PlacedRecord) {
    recordCount += 1
    byteCount += record.byteCount
  }

  /// Adds another one.
  public mutating func add(_ other: LocationLoad) {
    recordCount += other.recordCount
    byteCount += other.byteCount
  }
}
