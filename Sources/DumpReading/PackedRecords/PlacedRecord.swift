/// A packed record with its location, which may be stored with a record before it.
public struct PlacedRecord {
  /// The record.
  public let record: PackedRecord
  /// The numbers before its texts.
  public let header: PackedRecord.Header
  /// Index into the batch's locations.
  public let location: Int
  /// The record's bytes in the batch.
  let byteCount: Int
}

extension UnsafeRawBufferPointer {
  /// Calls `body` with each of the packed records that these bytes are.
  @inline(__always)
  func forEachRecord<Failure: Error>(
    _ body: (PlacedRecord) throws(Failure) -> Void
  ) throws(Failure) {
    guard var next = baseAddress else { return }
    let end = unsafe next + count
    var location = 0
    while unsafe next < end {
      let header = unsafe PackedRecord.Header(at: next)
      location = header.location ?? location
      try unsafe body(
        PlacedRecord(
          record: PackedRecord(at: next), header: header, location: location,
          byteCount: header.end - next))
      unsafe next = unsafe header.end
    }
  }
}
