/// Eight bytes of a key at a time, the first one lowest.
enum EightBytes {
  private static let each: UInt64 = 0x0101_0101_0101_0101

  /// How many small letters come first.
  @inline(__always)
  static func letterCount(_ word: UInt64) -> Int { beginning(members(word, "a", "z")) }

  /// How many digits come first.
  @inline(__always)
  static func digitCount(_ word: UInt64) -> Int { beginning(members(word, "0", "9")) }

  /// True if all are in U+0020 to U+007E.
  @inline(__always)
  static func arePlain(_ word: UInt64) -> Bool { members(word, " ", "~") == 0x80 &* each }

  /// The high bit of each byte that is in a range of ASCII.
  @inline(__always)
  private static func members(
    _ word: UInt64, _ first: Unicode.Scalar, _ last: Unicode.Scalar
  ) -> UInt64 {
    // No sum passes its byte: the high bit of each is left out and looked at by itself.
    let low = word & (0x7F &* each)
    let fromFirst = low &+ UInt64(0x80 - first.value) &* each
    let aboveLast = low &+ UInt64(0x7F - last.value) &* each
    return fromFirst & ~aboveLast & ~word & (0x80 &* each)
  }

  @inline(__always)
  private static func beginning(_ members: UInt64) -> Int {
    (~members & (0x80 &* each)).trailingZeroBitCount / 8
  }

  /// The values of four pairs of digits, as four bytes; of other bytes anything below 0x80.
  @inline(__always)
  static func digitPairs(_ word: UInt64) -> UInt32 {
    let digits = word & (0x0F &* each)
    return everySecond(digits &* 10 &+ digits >> 8) & 0x7F7F_7F7F
  }

  /// Four bytes of eight hexadecimal digits in small letters; nil if one is something else.
  @inline(__always)
  static func hexadecimal(_ word: UInt64) -> UInt32? {
    let letters = members(word, "a", "f")
    guard members(word, "0", "9") | letters == 0x80 &* each else { return nil }
    let values = word & (0x0F &* each) &+ 9 &* (letters >> 7)
    return everySecond(values << 4 | values >> 8)
  }

  /// The first byte of each two.
  @inline(__always)
  private static func everySecond(_ word: UInt64) -> UInt32 {
    let single = word & 0x00FF_00FF_00FF_00FF
    let pairs = (single | single >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: pairs | pairs >> 16)
  }

  /// The first bytes, with zeros for the others.
  @inline(__always)
  static func first(_ count: Int, of word: UInt64) -> UInt64 {
    count >= 8 ? word : word & ((1 << (8 &* UInt64(count))) &- 1)
  }
}
