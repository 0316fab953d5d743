/// A place in a content, by byte and, where lines are counted, by line.
struct TextPlace: Equatable {
  /// The byte, from 0.
  var byte: Int
  /// Line feeds between where counting began and here.
  private(set) var line = 0
  /// Bytes since the last of them, or since counting began.
  private(set) var column = 0

  /// The place where counting begins.
  init(byte: Int) { self.byte = byte }

  /// Moves on over these bytes.
  mutating func pass(_ bytes: UnsafeRawBufferPointer) {
    byte += bytes.count
    if let lines = unsafe LineCounter.lineFeeds(in: bytes) {
      line += lines.count
      column = bytes.count - lines.end
    } else {
      column += bytes.count
    }
  }
}
