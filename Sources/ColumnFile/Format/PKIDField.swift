/// A PKID of 24 hexadecimal digits, which files hold in 15 bytes: twelve of digits, first digit in the
/// upper half, and three that say, first digit in the lowest bit, which digits are written as capitals.
///
/// A value without storage of its own, as there can be a hundred thousand.
struct PKIDField: Hashable, Sendable {
  static let byteCount = 12 + 3
  static let digitCount = 24

  /// The text, eight characters a word, the first in the highest byte: words order like texts.
  private var words = InlineArray<3, UInt64>(repeating: 0)

  /// The field, or nil if the text is not a PKID.
  init?(_ pkid: String) {
    let text = Array(pkid.utf8)
    guard text.count == Self.digitCount, text.allSatisfy({ Self.value($0) != nil }) else {
      return nil
    }
    for (index, character) in text.enumerated() { append(character, at: index) }
  }

  /// The field as it is stored, or nil if a digit below ten is called a capital.
  ///
  /// - Parameter stored: `byteCount` bytes.
  init?(stored: UnsafeRawBufferPointer) {
    for index in words.indices {
      let digits = unsafe stored.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self).bigEndian
      words[index] = Self.characters(digits)
      let capitals = unsafe stored[12 + index]
      for digit in 0..<8 where capitals >> UInt8(digit) & 1 == 1 {
        let shift = UInt64(56 - 8 * digit)
        guard words[index] >> shift & 0xFF > UInt64(UInt8(ascii: "9")) else { return nil }
        // A small letter is its capital and this bit.
        words[index] -= 0x20 << shift
      }
    }
  }

  /// Eight digits as characters, the first in the highest byte, with small letters.
  private static func characters(_ digits: UInt32) -> UInt64 {
    // One digit to a byte.
    var values = UInt64(digits)
    values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
    values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
    values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // From ten on, adding six carries into the upper half of the byte.
    let letters = (values + 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    let fromDigitToLetter = UInt64(UInt8(ascii: "a") - UInt8(ascii: "0") - 10)
    return values + 0x3030_3030_3030_3030 + letters * fromDigitToLetter
  }

  /// Index by index, from the first.
  private mutating func append(_ character: UInt8, at index: Int) {
    words[index / 8] = words[index / 8] << 8 | UInt64(character)
  }

  private static func value(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private func character(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: words[index / 8] >> UInt64(56 - 8 * (index % 8)))
  }

  /// As it is stored.
  var stored: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    for index in 0..<Self.digitCount {
      let character = character(index)
      let value = Self.value(character) ?? 0
      bytes[index / 2] |= index.isMultiple(of: 2) ? value << 4 : value
      if (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(character) {
        bytes[12 + index / 8] |= 1 << UInt8(index % 8)
      }
    }
    return bytes
  }

  /// The same PKID without capitals; the number is the same (AuditRules.md §1).
  var withoutCapitals: PKIDField {
    var field = self
    for index in words.indices { field.words[index] |= 0x2020_2020_2020_2020 }
    return field
  }

  /// The PKID.
  var text: String {
    unsafe String(unsafeUninitializedCapacity: Self.digitCount) { text in
      for index in words.indices {
        unsafe UnsafeMutableRawPointer(text.baseAddress!).storeBytes(
          of: words[index].bigEndian, toByteOffset: 8 * index, as: UInt64.self)
      }
      return Self.digitCount
    }
  }

  static func == (left: PKIDField, right: PKIDField) -> Bool {
    left.words[0] == right.words[0] && left.words[1] == right.words[1]
      && left.words[2] == right.words[2]
  }

  func hash(into hasher: inout Hasher) {
    for index in words.indices { hasher.combine(words[index]) }
  }
}

extension PKIDField: Comparable {
  /// In byte order of the texts.
  static func < (left: PKIDField, right: PKIDField) -> Bool {
    if left.words[0] != right.words[0] { return left.words[0] < right.words[0] }
    if left.words[1] != right.words[1] { return left.words[1] < right.words[1] }
    return left.words[2] < right.words[2]
  }
}
