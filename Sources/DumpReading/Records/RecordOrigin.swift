/// Where a packed record stands, whatever becomes of its batch: kept only where it was asked for.
public struct RecordOrigin: Sendable {
  /// The number of the batch.
  public let batch: Int
  /// Index into the locations of that batch.
  public let location: Int
  /// The record's place in the dump.
  public let position: RecordPosition
  /// The record's place among the lines of its file.
  public let line: LinePlace

  /// Seven numbers.
  static let byteCountMax = 7 * Varint.byteCountMax

  init(batch: Int, location: Int, _ place: RecordPlace) {
    self.batch = batch
    self.location = location
    position = place.position
    line = place.line
  }

  /// The origin that was written; the cursor moves to its end.
  init(reading cursor: inout UnsafeRawPointer) {
    batch = Varint.read(&cursor)
    location = Varint.read(&cursor)
    let file = Varint.read(&cursor)
    position = RecordPosition(file: file, byte: Varint.read(&cursor))
    let (stretch, line) = (Varint.read(&cursor), Varint.read(&cursor))
    self.line = LinePlace(stretch: stretch, line: line, column: Varint.read(&cursor))
  }

  /// Moves a cursor from the beginning of an origin to its end.
  static func skip(_ cursor: inout UnsafeRawPointer) {
    for _ in 0..<7 { _ = Varint.read(&cursor) }
  }

  /// Writes the origin, and gives the place after it.
  func write(at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = Varint.write(batch, at: start)
    next = Varint.write(location, at: next)
    next = Varint.write(position.file, at: next)
    next = Varint.write(position.byte, at: next)
    next = Varint.write(line.stretch, at: next)
    next = Varint.write(line.line, at: next)
    return Varint.write(line.column, at: next)
  }
}
