/// Where a packed record stands, whatever becomes of its batch: kept only where it was asked for.
public struct RecordOrigin: BitwiseCopyable, Sendable {
  /// The number of the batch in the upper 16 bits, and the byte in the others.
  private let batchAndByte: UInt64
  private let file: UInt32
  private let locationIndex: UInt32

  static let byteCount = 16

  init(batch: Int, location: Int, position: RecordPosition) {
    precondition(batch < 1 << 16 && position.byte < 1 << 48, "batch or byte of a record")
    batchAndByte = UInt64(batch) << 48 | UInt64(position.byte)
    file = UInt32(position.file)
    locationIndex = UInt32(location)
  }

  /// The number of the batch.
  public var batch: Int { Int(batchAndByte >> 48) }
  /// Index into the locations of that batch.
  public var location: Int { Int(locationIndex) }
  /// The record's place in the dump.
  public var position: RecordPosition {
    RecordPosition(file: Int(file), byte: Int(batchAndByte & (1 << 48 - 1)))
  }
}
