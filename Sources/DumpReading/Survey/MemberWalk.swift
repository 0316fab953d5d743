internal import CRecordParser

/// Walks over the values of JSON objects and arrays without looking into them. What is not
/// well-formed ends the walk; nothing outside of the text is read.
enum MemberWalk {
  /// Hands over the members of an object: the key as it is between its quotes, and the value.
  ///
  /// - Returns: false for what is not a well-formed object as far as that is seen.
  @discardableResult static func forEach(
    in object: UnsafeRawBufferPointer,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Void
  ) -> Bool {
    var cursor = unsafe Cursor(text: object)
    guard cursor.take(UInt8(ascii: "{")) else { return false }
    if cursor.take(UInt8(ascii: "}")) { return true }
    repeat {
      guard let key = unsafe cursor.value(), unsafe key.first == UInt8(ascii: "\""),
        cursor.take(UInt8(ascii: ":")), let value = unsafe cursor.value()
      else { return false }
      unsafe body(UnsafeRawBufferPointer(rebasing: key.dropFirst().dropLast()), value)
    } while cursor.take(UInt8(ascii: ","))
    return cursor.take(UInt8(ascii: "}"))
  }

  /// Hands over the elements of an array.
  static func forEachElement(
    of array: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
  ) {
    var cursor = unsafe Cursor(text: array)
    guard cursor.take(UInt8(ascii: "[")) else { return }
    while let value = unsafe cursor.value() {
      unsafe body(value)
      guard cursor.take(UInt8(ascii: ",")) else { return }
    }
  }

  /// The value of the last member with a key that is written like this; nil without one.
  static func last(_ key: String, in object: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var found: UnsafeRawBufferPointer?
    unsafe forEach(in: object) { name, value in
      if unsafe name.elementsEqual(key.utf8) { unsafe found = unsafe value }
    }
    return unsafe found
  }

  @safe private struct Cursor {
    let text: UnsafeRawBufferPointer
    private var index = 0

    init(text: UnsafeRawBufferPointer) { unsafe self.text = unsafe text }

    private static func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func skipBlanks() {
      while unsafe index < text.count, unsafe Self.isBlank(text[index]) { index += 1 }
    }

    /// Passes over a byte and blanks before it.
    mutating func take(_ byte: UInt8) -> Bool {
      skipBlanks()
      guard unsafe index < text.count, unsafe text[index] == byte else { return false }
      index += 1
      return true
    }

    /// The next value; nil where there is none, or not all of it.
    mutating func value() -> UnsafeRawBufferPointer? {
      skipBlanks()
      guard unsafe index < text.count, let base = unsafe text.baseAddress else { return nil }
      let start = index
      switch unsafe text[start] {
      case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["):
        var state = uc_scan_state()
        unsafe index += uc_scan_value(
          &state, (base + start).assumingMemoryBound(to: CChar.self), text.count - start)
        guard state.is_done else { return nil }
      default:
        while unsafe index < text.count, unsafe !Self.isBlank(text[index]),
          unsafe !Self.endsScalar(text[index])
        {
          index += 1
        }
        guard index > start else { return nil }
      }
      return unsafe UnsafeRawBufferPointer(rebasing: text[start..<index])
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
    }
  }
}
