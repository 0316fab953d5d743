internal import Sealing

extension Checksum {
  /// XXH3-64 of the stored bytes of a chunk. Group and column are mixed in by way of the seed, so
  /// that a chunk in the wrong place is as wrong as a damaged one.
  static func ofChunk(_ stored: UnsafeRawBufferPointer, group: Int, column: ColumnKind) -> UInt64 {
    unsafe of(stored, seed: UInt64(group) << 8 | UInt64(column.rawValue))
  }
}
