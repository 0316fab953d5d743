/// A header block of a tar: ustar, GNU or older (POSIX.1-2017, pax).
struct TarHeader {
  static let blockByteCount = 512

  /// The kind of entry, a letter or a digit.
  let type: UInt8
  let name: [UInt8]
  /// Of the content that follows; nil where it is not a number.
  let byteCount: Int?

  /// Takes a block apart; nil where its checksum does not fit.
  init?(_ block: [UInt8]) {
    guard Self.isChecked(block) else { return nil }
    type = block[156]
    byteCount = Self.number(block[124..<136])
    let name = Self.text(block[0..<100])
    // GNU's own format has other fields where ustar has the beginning of a long name.
    let isUstar = block[257..<263].elementsEqual("ustar\0".utf8)
    let prefix = isUstar ? Self.text(block[345..<500]) : []
    self.name = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  /// True if bytes begin with a header whose checksum fits.
  static func isChecked(_ block: [UInt8]) -> Bool {
    guard block.count >= blockByteCount, block[0] != 0,
      let expected = number(block[148..<156])
    else { return false }
    var sum = 8 * 0x20
    for index in 0..<blockByteCount where !(148..<156).contains(index) { sum += Int(block[index]) }
    return sum == expected
  }

  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    Array(field.prefix { $0 != 0 })
  }

  /// An octal number, or with the first bit set a binary one; nil for anything else.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if let first = field.first, first == 0x80 {
      var number = 0
      for byte in field.dropFirst() {
        guard number < 1 << 54 else { return nil }
        number = number << 8 | Int(byte)
      }
      return number
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }
}
