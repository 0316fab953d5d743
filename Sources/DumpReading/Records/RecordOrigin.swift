/// The place of a packed record, whatever becomes of its batch: kept only where it was asked for.
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
    batch = unsafe Varint.read(&cursor)
    location = unsafe Varint.read(&cursor)
    let file = unsafe Varint.read(&cursor)
    position = unsafe RecordPosition(file: file, byte: Varint.read(&cursor))
    let (stretch, line) = unsafe (Varint.read(&cursor), Varint.read(&cursor))
    self.line = unsafe LinePlace(stretch: stretch, line: line, column: Varint.read(&cursor))
  }

  /// Moves a cursor from the beginning of an origin to its end.
  static func skip(_ cursor: inout UnsafeRawPointer) {
    for _ in 0..<7 { _ = unsafe Varint.read(&cursor) }
  }

  /// Writes the origin, and gives the place after it.
  func write(at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = unsafe Varint.write(batch, at: start)
    unsafe next = unsafe Varint.write(location, at: next)
    unsafe next = unsafe Varint.write(position.file, at: next)
    unsafe next = unsafe Varint.write(position.byte, at: next)
    unsafe next = unsafe Varint.write(line.stretch, at: next)
    unsafe next = unsafe Varint.write(line.line, at: next)
    return unsafe Varint.write(line.column, at: next)
  }
}
