internal import CensusModel

/// `Folding.lowercase` on eight bytes at a time.
enum KeyFolding {
  /// Copies a text, `A`–`Z` as `a`–`z`.
  ///
  /// - Returns: true if all its bytes are in U+0020 to U+007E.
  static func copy(_ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Bool {
    let count = text.count
    guard count >= 8 else { return unsafe copyShort(text, to: target) }
    // The last eight, some of them once more.
    var isPlain = unsafe copyWord(text, at: count - 8, to: target)
    var offset = 0
    while offset + 8 < count {
      let isWordPlain = unsafe copyWord(text, at: offset, to: target)
      isPlain = isPlain && isWordPlain
      offset += 8
    }
    return isPlain
  }

  /// The same of a text of less than eight bytes.
  private static func copyShort(
    _ text: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer
  ) -> Bool {
    var isPlain = true
    for offset in 0..<text.count {
      let byte = unsafe text[offset]
      isPlain = isPlain && 0x20...0x7E ~= byte
      unsafe target.storeBytes(
        of: Folding.lowercase(byte), toByteOffset: offset, as: UInt8.self)
    }
    return isPlain
  }

  @inline(__always)
  private static func copyWord(
    _ text: UnsafeRawBufferPointer, at offset: Int, to target: UnsafeMutableRawPointer
  ) -> Bool {
    let word = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    unsafe target.storeBytes(of: lowercase(word), toByteOffset: offset, as: UInt64.self)
    return EightBytes.arePlain(word)
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
