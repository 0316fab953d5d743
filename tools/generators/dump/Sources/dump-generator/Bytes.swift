/// Text on its way to a file. Strings are formatted once, at the start; records are put together
/// from bytes only.
typealias Bytes = [UInt8]

extension Bytes {
  mutating func append(text: String) { append(contentsOf: text.utf8) }

  mutating func append(decimal number: Int) {
    if number >= 10 { append(decimal: number / 10) }
    append(UInt8(48 + number % 10))
  }

  /// The lowest `digits` hexadecimal digits of a number.
  mutating func append(hex number: UInt64, digits: Int, uppercase: Bool = false) {
    let letters: UInt8 = uppercase ? 55 : 87
    for position in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: number &>> UInt64(position)) & 15
      append(digit < 10 ? 48 + digit : letters + digit)
    }
  }

  /// `8-4-4-4-12` hexadecimal digits.
  mutating func append(uuidOf high: UInt64, _ low: UInt64) {
    append(hex: high >> 32, digits: 8)
    append(45)
    append(hex: high >> 16, digits: 4)
    append(45)
    append(hex: high, digits: 4)
    append(45)
    append(hex: low >> 48, digits: 4)
    append(45)
    append(hex: low, digits: 12)
  }

  /// a–z as A–Z, everything else as it is.
  mutating func uppercase() {
    for index in indices where self[index] >= 97 && self[index] <= 122 { self[index] -= 32 }
  }
}

extension Bytes {
  /// One more string of a JSON list. The text must need no escapes.
  mutating func appendQuoted(_ text: Bytes) {
    if !isEmpty { append(44) }
    append(34)
    append(contentsOf: text)
    append(34)
  }
}
