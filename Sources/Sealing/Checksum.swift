internal import CXXHash

/// XXH3, the checksum of sealed files. The algorithm never changes; a test holds vectors.
package enum Checksum {
  /// XXH3-64 of some bytes with a seed.
  package static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    unsafe XXH3_64bits_withSeed(bytes.baseAddress, bytes.count, seed)
  }

  /// XXH3-64 of the stored bytes of a block, with its number as seed.
  package static func ofBlock(_ stored: UnsafeRawBufferPointer, number: Int) -> UInt64 {
    unsafe of(stored, seed: UInt64(number))
  }

  /// XXH3-64 of the stored bytes of a block, with its number as seed.
  package static func ofBlock(_ stored: [UInt8], number: Int) -> UInt64 {
    unsafe stored.withUnsafeBytes { unsafe ofBlock($0, number: number) }
  }

  /// XXH3-128 of the stored footer followed by the trailer's own fields, as 16 bytes, most
  /// significant first. As the footer holds the checksums of all chunks, it is the identity of the
  /// whole file.
  package static func identity(footer: UnsafeRawBufferPointer, trailerFields: [UInt8]) -> [UInt8] {
    let state = unsafe XXH3_createState()!
    defer { unsafe XXH3_freeState(state) }
    unsafe XXH3_128bits_reset(state)
    unsafe XXH3_128bits_update(state, footer.baseAddress, footer.count)
    unsafe trailerFields.withUnsafeBytes {
      _ = unsafe XXH3_128bits_update(state, $0.baseAddress, $0.count)
    }
    let hash = unsafe XXH3_128bits_digest(state)
    return [hash.high64, hash.low64].flatMap { half in
      (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) }
    }
  }
}
