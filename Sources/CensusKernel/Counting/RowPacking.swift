/// Rows of counters in few bytes: one that says how many bytes a counter takes, 1, 2, 4 or 8, then the
/// counters. Most customers are small, so that most rows take a byte for each.
enum RowPacking {
  /// The bytes that a row takes whose counters take so many each.
  static func byteCount(_ counterByteCount: Int, width: Int) -> Int { 1 + width * counterByteCount }

  /// The bytes that each counter of a row takes.
  static func counterByteCount(_ row: UnsafePointer<Int64>, _ width: Int) -> Int {
    var all: Int64 = 0
    for counter in 0..<width { unsafe all |= row[counter] }
    return switch UInt64(bitPattern: all) {
    case ...0xFF: 1
    case ...0xFFFF: 2
    case ...0xFFFF_FFFF: 4
    default: 8
    }
  }

  /// Packs a row of counters.
  ///
  /// - Parameter size: what `counterByteCount` says of it.
  /// - Returns: the bytes that it takes.
  static func pack(
    _ row: UnsafePointer<Int64>, width: Int, _ size: Int, to target: UnsafeMutableRawPointer
  ) -> Int {
    unsafe target.storeBytes(of: UInt8(size), as: UInt8.self)
    let bytes = unsafe target + 1
    switch size {
    case 1: unsafe store(row, width, as: UInt8.self, to: bytes)
    case 2: unsafe store(row, width, as: UInt16.self, to: bytes)
    case 4: unsafe store(row, width, as: UInt32.self, to: bytes)
    default: unsafe store(row, width, as: UInt64.self, to: bytes)
    }
    return byteCount(size, width: width)
  }

  /// Unpacks what `pack` packed.
  static func unpack(
    _ packed: UnsafeRawPointer, width: Int, into row: UnsafeMutablePointer<Int64>
  ) {
    let bytes = unsafe packed + 1
    switch unsafe packed.load(as: UInt8.self) {
    case 1: unsafe load(bytes, width, as: UInt8.self, into: row)
    case 2: unsafe load(bytes, width, as: UInt16.self, into: row)
    case 4: unsafe load(bytes, width, as: UInt32.self, into: row)
    default: unsafe load(bytes, width, as: UInt64.self, into: row)
    }
  }

  @inline(__always)
  private static func store<Counter: FixedWidthInteger & BitwiseCopyable>(
    _ row: UnsafePointer<Int64>, _ width: Int, as type: Counter.Type,
    to bytes: UnsafeMutableRawPointer
  ) {
    for counter in 0..<width {
      unsafe bytes.storeBytes(
        of: Counter(truncatingIfNeeded: row[counter]),
        toByteOffset: counter * MemoryLayout<Counter>.size, as: type)
    }
  }

  @inline(__always)
  private static func load<Counter: FixedWidthInteger & BitwiseCopyable>(
    _ bytes: UnsafeRawPointer, _ width: Int, as type: Counter.Type,
    into row: UnsafeMutablePointer<Int64>
  ) {
    for counter in 0..<width {
      let value = unsafe bytes.loadUnaligned(
        fromByteOffset: counter * MemoryLayout<Counter>.size, as: type)
      unsafe row[counter] = Int64(truncatingIfNeeded: value)
    }
  }
}
