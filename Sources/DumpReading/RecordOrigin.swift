/// Where a packed record stands: kept only where it was asked for.
public struct RecordOrigin: BitwiseCopyable, Sendable {
  /// The number of the batch that the record's location refers to.
  public let batch: UInt32
  private let file: UInt32
  private let byte: UInt64

  static let byteCount = 16

  init(batch: Int, position: RecordPosition) {
    self.batch = UInt32(batch)
    file = UInt32(position.file)
    byte = UInt64(position.byte)
  }

  /// The record's place in the dump.
  public var position: RecordPosition { RecordPosition(file: Int(file), byte: Int(byte)) }
}
