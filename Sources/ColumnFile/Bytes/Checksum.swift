internal import CXXHash

/// XXH3, the checksum of the format. The algorithm never changes; a test holds vectors.
enum Checksum {
  /// XXH3-64 of the stored bytes of a chunk. Group and column are mixed in by way of the seed, so
  /// that a chunk in the wrong place is as wrong as a damaged one.
  static func ofChunk(_ stored: UnsafeRawBufferPointer, group: Int, column: ColumnKind) -> UInt64 {
    let seed = UInt64(group) << 8 | UInt64(column.rawValue)
    return XXH3_64bits_withSeed(stored.baseAddress, stored.count, seed)
  }

  /// XXH3-64 of the stored bytes of a block of an identities file, with its number as seed.
  static func ofBlock(_ stored: UnsafeRawBufferPointer, number: Int) -> UInt64 {
    XXH3_64bits_withSeed(stored.baseAddress, stored.count, UInt64(number))
  }

  /// XXH3-128 of the stored footer followed by the trailer's own fields, as 16 bytes, most
  /// significant first. As the footer holds the checksums of all chunks, it is the identity of the
  /// whole file.
  static func identity(footer: UnsafeRawBufferPointer, trailerFields: [UInt8]) -> [UInt8] {
    let state = XXH3_createState()!
    defer { XXH3_freeState(state) }
    XXH3_128bits_reset(state)
    XXH3_128bits_update(state, footer.baseAddress, footer.count)
    trailerFields.withUnsafeBytes { _ = XXH3_128bits_update(state, $0.baseAddress, $0.count) }
    let hash = XXH3_128bits_digest(state)
    return [hash.high64, hash.low64].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) }
    }
  }
}
