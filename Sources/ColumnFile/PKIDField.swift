/// A PKID of 24 hexadecimal digits in 15 bytes: twelve of digits, first digit in the upper half, and
/// three that say, first digit in the lowest bit, which digits are written as capitals.
struct PKIDField {
  static let byteCount = 12 + 3

  let bytes: [UInt8]

  /// The field, or nil if the text is no PKID.
  init?(_ pkid: String) {
    let text = Array(pkid.utf8)
    guard text.count == 24 else { return nil }
    var digits = [UInt8](repeating: 0, count: 12)
    var capitals = [UInt8](repeating: 0, count: 3)
    for (index, character) in text.enumerated() {
      let value: UInt8
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = character - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = character - UInt8(ascii: "A") + 10
        capitals[index / 8] |= 1 << UInt8(index % 8)
      default: return nil
      }
      digits[index / 2] |= index.isMultiple(of: 2) ? value << 4 : value
    }
    bytes = digits + capitals
  }

  /// The text of a field, or nil if a digit below ten is called a capital.
  static func text(_ field: UnsafeRawBufferPointer) -> String? {
    var digitsAreCapitals = false
    let text = String(unsafeUninitializedCapacity: 24) { text in
      for index in 0..<24 {
        let value = index.isMultiple(of: 2) ? field[index / 2] >> 4 : field[index / 2] & 15
        let isCapital = field[12 + index / 8] >> UInt8(index % 8) & 1 == 1
        if value < 10 {
          digitsAreCapitals = digitsAreCapitals || isCapital
          text[index] = UInt8(ascii: "0") + value
        } else {
          text[index] = (isCapital ? UInt8(ascii: "A") : UInt8(ascii: "a")) + value - 10
        }
      }
      return 24
    }
    return digitsAreCapitals ? nil : text
  }
}
