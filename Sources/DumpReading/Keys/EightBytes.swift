/// Eight bytes of a key at a time, the first one lowest.
enum EightBytes {
  private static let each: UInt64 = 0x0101_0101_0101_0101

  /// How many small letters come first, of bytes below U+0080.
  @inline(__always)
  static func letterCount(_ word: UInt64) -> Int {
    // The high bit of each byte: at least 'a'; above 'z'.
    let low = word & (0x7F &* each)
    let fromA = low &+ (0x80 - UInt64(UInt8(ascii: "a"))) &* each
    let aboveZ = low &+ (0x7F - UInt64(UInt8(ascii: "z"))) &* each
    let others = ~(fromA & ~aboveZ & ~word) & (0x80 &* each)
    return others.trailingZeroBitCount / 8
  }

  /// True if all are in U+0020 to U+007E.
  @inline(__always)
  static func arePlain(_ word: UInt64) -> Bool {
    let low = word & (0x7F &* each)
    let fromBlank = low &+ (0x80 - 0x20) &* each
    let aboveTilde = low &+ (0x7F - UInt64(UInt8(ascii: "~"))) &* each
    return (fromBlank & ~aboveTilde & ~word) & (0x80 &* each) == 0x80 &* each
  }

  /// The first bytes, with zeros for the others.
  @inline(__always)
  static func first(_ count: Int, of word: UInt64) -> UInt64 {
    count >= 8 ? word : word & ((1 << (8 &* UInt64(count))) &- 1)
  }
}
