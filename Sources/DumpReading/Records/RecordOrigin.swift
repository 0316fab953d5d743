/// Where a packed record stands, whatever becomes of its batch: kept only where it was asked for.
public struct RecordOrigin: BitwiseCopyable, Sendable {
  /// The number of the batch in the upper 16 bits, and the byte in the others.
  private var batchAndByte: UInt64
  private let columnInLine: Int
  private var fileIndex: UInt32
  private let stretch: UInt32
  private let lineInStretch: UInt32
  private let locationIndex: UInt32

  static let byteCount = 32

  init(batch: Int, location: Int, _ place: RecordPlace) {
    precondition(batch < 1 << 16 && place.position.byte < 1 << 48, "batch or byte of a record")
    batchAndByte = UInt64(batch) << 48 | UInt64(place.position.byte)
    columnInLine = place.line.column
    fileIndex = UInt32(place.position.file)
    stretch = UInt32(place.line.stretch)
    lineInStretch = UInt32(clamping: place.line.line)
    locationIndex = UInt32(location)
  }

  /// The number of the batch.
  public var batch: Int { Int(batchAndByte >> 48) }
  /// Index into the locations of that batch.
  public var location: Int { Int(locationIndex) }
  /// The record's place in the dump.
  public var position: RecordPosition {
    RecordPosition(file: Int(fileIndex), byte: Int(batchAndByte & (1 << 48 - 1)))
  }
  /// The record's place among the lines of its file.
  public var line: LinePlace {
    LinePlace(stretch: Int(stretch), line: Int(lineInStretch), column: columnInLine)
  }

  /// Puts the record into another batch, and its file so many files on.
  mutating func move(toBatch batch: Int, files: Int) {
    batchAndByte = UInt64(batch) << 48 | batchAndByte & (1 << 48 - 1)
    fileIndex = UInt32(Int(fileIndex) + files)
  }
}
