internal import CRecordParser

/// Finds the ends of values in content that need not fit in memory. It looks at quotes, brackets,
/// commas and colons only: what is between them is checked when a value is read.
final class JSONScanner {
  let window: ByteWindow
  /// Where the next byte is taken.
  private(set) var cursor: Int
  /// Content from here on stays in memory.
  var keep: Int
  /// The longest value that is kept.
  let valueByteCountMax: Int

  /// A value that was passed.
  struct Value {
    var range: Range<Int>
    /// True if it is longer than `valueByteCountMax`, and no more in memory.
    var isTooLong = false
  }

  init(window: ByteWindow, at position: Int, valueByteCountMax: Int) {
    self.window = window
    cursor = position
    keep = position
    self.valueByteCountMax = valueByteCountMax
  }

  /// The next byte, which stays; nil at the end of the content.
  func peek() throws(ReadFailure) -> UInt8? {
    if cursor == window.end, try !window.fill(keepingFrom: keep) { return nil }
    return unsafe window.bytes(cursor..<cursor + 1)[0]
  }

  /// Passes over a UTF-8 BOM, or several: each program that appends may have written its own.
  func skipByteOrderMark() throws(ReadFailure) { while try passByteOrderMark() {} }

  /// Passes over a UTF-8 BOM; false if there is none here.
  func passByteOrderMark() throws(ReadFailure) -> Bool {
    while window.end - cursor < 3 {
      if try !window.fill(keepingFrom: keep) { return false }
    }
    guard unsafe window.bytes(cursor..<cursor + 3).elementsEqual([0xEF, 0xBB, 0xBF]) else {
      return false
    }
    cursor += 3
    return true
  }

  func skipBlanks() throws(ReadFailure) {
    while let byte = try peek(), Self.isBlank(byte) { cursor += 1 }
  }

  /// Passes over a byte that must be here.
  func expect(_ byte: UInt8, _ what: String) throws(ReadFailure) {
    guard try peek() == byte else { throw try unexpected(what) }
    cursor += 1
  }

  /// Passes over the value that begins here.
  func passValue() throws(ReadFailure) -> Value {
    let start = cursor
    switch try peek() {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""):
      return try passBracketed(from: start)
    default:
      while let byte = try peek(), !Self.endsScalar(byte), cursor - start <= valueByteCountMax {
        cursor += 1
      }
      if cursor == start { throw try unexpected("expected a JSON value") }
      return Value(range: start..<cursor)
    }
  }

  private func passBracketed(from start: Int) throws(ReadFailure) -> Value {
    var state = uc_scan_state()
    var isTooLong = false
    while !state.is_done {
      guard try peek() != nil else {
        throw .malformed(byte: cursor, reason: "the JSON text is cut off: it ends inside a value")
      }
      let piece = unsafe window.bytes(cursor..<window.end)
      let text = unsafe piece.baseAddress!.assumingMemoryBound(to: CChar.self)
      unsafe cursor += uc_scan_value(&state, text, piece.count)
      if cursor - start > valueByteCountMax { isTooLong = true }
      if isTooLong { keep = cursor }
    }
    return Value(range: start..<cursor, isTooLong: isTooLong)
  }

  /// The error for the byte at the cursor.
  func unexpected(_ what: String) throws(ReadFailure) -> ReadFailure {
    guard let byte = try peek() else {
      return .malformed(byte: cursor, reason: "the JSON text is cut off: \(what)")
    }
    return .malformed(byte: cursor, reason: "\(what), found \(Self.name(of: byte))")
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    isBlank(byte) || [UInt8](",]}:{[\"".utf8).contains(byte)
  }

  static func name(of byte: UInt8) -> String {
    let isPrintable = byte > 0x20 && byte < 0x7F
    return isPrintable
      ? "'\(Character(Unicode.Scalar(byte)))'"
      : "byte 0x\(String(byte, radix: 16, uppercase: true))"
  }
}
