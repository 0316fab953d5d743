internal import CRecordParser

/// The forms that content may have, told by the content (Inputs.md).
enum Form {
  /// One record a line. Also everything that is no other form: reading it says what is wrong.
  case lines
  /// REST list pages, or an array of records.
  case values

  /// Looks at the beginning of the content. What was looked at stays in the window, unless the first
  /// value is longer than a record may be.
  init(of scanner: JSONScanner) throws(ReadFailure) {
    try scanner.skipByteOrderMark()
    try scanner.skipBlanks()
    switch try scanner.peek() {
    case UInt8(ascii: "["): self = .values
    case UInt8(ascii: "{"): self = try Self.beginsWithPage(scanner) ? .values : .lines
    default: self = .lines
    }
  }

  /// Whether the first value has a page's keys; broken structure is no page.
  private static func beginsWithPage(_ scanner: JSONScanner) throws(ReadFailure) -> Bool {
    do throws(ReadFailure) {
      try scanner.expect(UInt8(ascii: "{"), "expected '{'")
      repeat {
        let key = try scanner.passKey()
        if scanner.keyIsAnyOf(key, "resources", "pagination") { return true }
        if try scanner.passValue().isTooLong { return false }
        try scanner.skipBlanks()
      } while try scanner.passComma(or: UInt8(ascii: "}"))
      return false
    } catch {
      if case .malformed = error { return false }
      throw error
    }
  }
}

extension JSONScanner {
  /// Passes over a key and its colon, to its value.
  func passKey() throws(ReadFailure) -> Range<Int> {
    try skipBlanks()
    guard try peek() == UInt8(ascii: "\"") else {
      throw try unexpected("expected a key in double quotes")
    }
    let key = try passValue()
    if key.isTooLong {
      throw .malformed(byte: key.range.lowerBound, reason: "a key is too long")
    }
    try skipBlanks()
    try expect(UInt8(ascii: ":"), "expected ':' behind a key")
    try skipBlanks()
    return key.range
  }

  /// Passes over a comma (true) or the end of the container (false).
  func passComma(or close: UInt8) throws(ReadFailure) -> Bool {
    let byte = try peek()
    guard byte == UInt8(ascii: ",") || byte == close else {
      throw try unexpected("expected ',' or \(JSONScanner.name(of: close))")
    }
    try expect(byte ?? close, "")
    return byte == UInt8(ascii: ",")
  }

  /// Whether a key, still in memory, means one of these texts.
  func keyIsAnyOf(_ key: Range<Int>, _ texts: StaticString...) -> Bool {
    let raw = window.bytes(key.lowerBound + 1..<key.upperBound - 1)
    let text = raw.baseAddress!.assumingMemoryBound(to: CChar.self)
    return texts.contains { wanted in
      wanted.withUTF8Buffer { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          uc_string_equals(text, raw.count, $0.baseAddress!, $0.count)
        }
      }
    }
  }
}
