/// Up to nine small letters as one number: five bits each, the first lowest, 1 for `a`.
enum LetterWord {
  static let letterCountMax = 9

  /// The number of eight letters, of which the last ones may be zeros.
  @inline(__always)
  static func number(ofEight letters: UInt64) -> UInt64 {
    // Neighbours are put together: pairs of ten bits, fours of twenty, all forty.
    let each = letters & 0x1F1F_1F1F_1F1F_1F1F
    let pairs = each & 0x001F_001F_001F_001F | (each & 0x1F00_1F00_1F00_1F00) >> 3
    let fours = pairs & 0x0000_03FF_0000_03FF | (pairs & 0x03FF_0000_03FF_0000) >> 6
    return fours & 0x000F_FFFF | (fours & 0x000F_FFFF_0000_0000) >> 12
  }

  /// The number of those letters and a ninth.
  @inline(__always)
  static func number(ofEight letters: UInt64, ninth: UInt8) -> UInt64 {
    number(ofEight: letters) | UInt64(ninth & 0x1F) << 40
  }

  /// Appends the letters of a number.
  static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest != 0 {
      bytes.append(UInt8(ascii: "a") - 1 + UInt8(rest & 0x1F))
      rest >>= 5
    }
  }
}
