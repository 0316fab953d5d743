internal import CRecordParser

/// The forms that content may have, recognised by its beginning (Inputs.md).
enum Form {
  /// One record a line. Also everything that is not another form: reading it reports what is wrong.
  case lines
  /// Records that share lines or span them.
  case spanning
  /// REST list pages, or an array of records.
  case values

  /// Looks at the beginning of the content. What was looked at stays in the window, unless the first
  /// value is longer than a record may be.
  init(of scanner: JSONScanner) throws(ReadFailure) {
    try scanner.skipByteOrderMark()
    try scanner.skipBlanks()
    switch try scanner.peek() {
    case UInt8(ascii: "["): self = .values
    case UInt8(ascii: "{"): self = try Self.form(ofObject: scanner)
    default: self = .lines
    }
  }

  /// A page has its keys; broken structure is read as lines.
  private static func form(ofObject scanner: JSONScanner) throws(ReadFailure) -> Form {
    let start = scanner.cursor
    do throws(ReadFailure) {
      try scanner.expect(UInt8(ascii: "{"), "expected '{'")
      repeat {
        let key = try scanner.passKey()
        if scanner.keyIsAnyOf(key, "resources", "pagination") { return .values }
        if try scanner.passValue().isTooLong { return .lines }
        try scanner.skipBlanks()
      } while try scanner.passComma(or: UInt8(ascii: "}"))
      let isAlone =
        unsafe scanner.window.base <= start
        && !scanner.window.bytes(start..<scanner.cursor).contains(0x0A)
      guard isAlone else { return .spanning }
      return try scanner.isAtEndOfLine() ? .lines : .spanning
    } catch {
      if case .malformed = error { return .lines }
      throw error
    }
  }
}

extension JSONScanner {
  /// True if nothing but blanks comes before the next line feed or the end; they are passed.
  fileprivate func isAtEndOfLine() throws(ReadFailure) -> Bool {
    while let byte = try peek() {
      if byte == 0x0A { return true }
      guard Self.isBlank(byte) else { return false }
      try expect(byte, "")
    }
    return true
  }

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

  /// True if a key, still in memory, means one of these texts.
  func keyIsAnyOf(_ key: Range<Int>, _ texts: StaticString...) -> Bool {
    let raw = unsafe window.bytes(key.lowerBound + 1..<key.upperBound - 1)
    let text = unsafe raw.baseAddress!.assumingMemoryBound(to: CChar.self)
    return texts.contains { wanted in
      wanted.withUTF8Buffer { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self) {
          unsafe uc_string_equals(text, raw.count, $0.baseAddress!, $0.count)
        }
      }
    }
  }
}
