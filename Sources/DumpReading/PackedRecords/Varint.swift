/// Numbers in as few bytes as they need: seven bits a byte, the lowest first, the high bit set on
/// all but the last.
enum Varint {
  /// The most bytes that a number takes.
  static let byteCountMax = 9

  /// How many bytes a number takes.
  static func byteCount(of value: Int) -> Int {
    var byteCount = 1
    var rest = value >> 7
    while rest > 0 {
      byteCount += 1
      rest >>= 7
    }
    return byteCount
  }

  /// Writes a number, and gives the place after it.
  static func write(_ value: Int, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    var next = unsafe start
    var rest = value
    while rest >= 0x80 {
      unsafe next.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, as: UInt8.self)
      unsafe next += 1
      rest >>= 7
    }
    unsafe next.storeBytes(of: UInt8(rest), as: UInt8.self)
    return unsafe next + 1
  }

  /// Reads a number that was written so, and moves the cursor after it.
  @inline(__always)
  static func read(_ cursor: inout UnsafeRawPointer) -> Int {
    let first = unsafe cursor.load(as: UInt8.self)
    unsafe cursor += 1
    // PERF: nearly all numbers take one byte.
    return unsafe first < 0x80 ? Int(first) : readRest(Int(first & 0x7F), &cursor)
  }

  private static func readRest(_ low: Int, _ cursor: inout UnsafeRawPointer) -> Int {
    var value = low
    var shift = 7
    while true {
      let byte = unsafe cursor.load(as: UInt8.self)
      unsafe cursor += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }
}
