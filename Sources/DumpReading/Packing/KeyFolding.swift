internal import CensusModel

/// `Folding.lowercase` on eight bytes at a time.
enum KeyFolding {
  /// Copies a text, `A`–`Z` as `a`–`z`.
  static func copy(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) {
    var offset = 0
    if text.count >= 8 {
      while offset + 8 <= text.count {
        unsafe copyWord(text, at: offset, to: target)
        offset += 8
      }
      // The last eight, some of them once more.
      return unsafe copyWord(text, at: text.count - 8, to: target)
    }
    while offset < text.count {
      unsafe target.storeBytes(
        of: Folding.lowercase(text[offset]), toByteOffset: offset, as: UInt8.self)
      offset += 1
    }
  }

  private static func copyWord(
    _ text: UnsafeRawBufferPointer, at offset: Int, to target: UnsafeMutableRawPointer
  ) {
    let word = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    unsafe target.storeBytes(of: lowercase(word), toByteOffset: offset, as: UInt64.self)
  }

  /// Each byte as `Folding.lowercase` has it.
  static func lowercase(_ word: UInt64) -> UInt64 { word | capitalMask(word) >> 2 }

  /// The bytes that are `A`–`Z`, as bits: the lowest one for the first byte.
  static func capitals(_ word: UInt64) -> UInt8 {
    // The product puts the bits side by side, in the highest byte.
    UInt8(truncatingIfNeeded: (capitalMask(word) >> 7 &* 0x0102_0408_1020_4080) >> 56)
  }

  /// The high bit of each byte that is `A`–`Z`.
  private static func capitalMask(_ word: UInt64) -> UInt64 {
    let each: UInt64 = 0x0101_0101_0101_0101
    let low = word & (0x7F * each)
    // The high bit of each byte: at least 'A'; above 'Z'; not ASCII.
    let fromA = low &+ (0x80 - UInt64(UInt8(ascii: "A"))) &* each
    let aboveZ = low &+ (0x7F - UInt64(UInt8(ascii: "Z"))) &* each
    return fromA & ~aboveZ & ~word & (0x80 &* each)
  }
}
