/// REST list pages, arrays of records and records after them, value by value: an element must fit
/// in memory, a page need not.
struct ValueReader {
  let scanner: JSONScanner
  let handler: any RecordHandler
  /// The file's name, for the errors of small values.
  let file: String

  /// Reads the content from the scanner's position. Where the structure breaks, the rest of the
  /// content cannot be read: it is refused as one.
  func read() throws(ReadFailure) {
    do throws(ReadFailure) {
      try scanner.skipByteOrderMark()
      try values()
    } catch .malformed(let byte, let reason) where handler.isRejecting {
      let start = min(scanner.keep, byte)
      try passRest()
      try handler.refuse(
        handler.limits.kept(start..<scanner.window.end), fault: byte,
        reason: reason + "; the rest of the file from byte \(start) on cannot be read")
    }
  }

  private func values() throws(ReadFailure) {
    while true {
      try scanner.skipBlanks()
      scanner.keep = scanner.cursor
      switch try scanner.peek() {
      case nil: return
      case UInt8(ascii: "{"):
        var object = TopLevelObject(scanner: scanner, handler: handler, file: file)
        try object.read()
      case UInt8(ascii: "["): try ElementReader(scanner: scanner, handler: handler).read()
      // As where files that begin with a byte order mark were put together.
      case 0xEF where try scanner.passByteOrderMark(): break
      default: throw try scanner.unexpected("expected '{', '[' or the end of the file")
      }
    }
  }

  /// Goes to the end of the content, so that damage there is seen.
  private func passRest() throws(ReadFailure) {
    let window = scanner.window
    while try window.fill(keepingFrom: window.end) {}
  }
}

/// The elements of an array of records.
struct ElementReader {
  let scanner: JSONScanner
  let handler: any RecordHandler

  /// Reads from `[` to `]`.
  ///
  /// - Parameters:
  ///   - isWaiting: whether an element must have been looked at before the next one.
  ///   - body: called after each element.
  func read(
    isWaiting: () -> Bool = { false }, _ body: () -> Void = {}
  ) throws(ReadFailure) {
    scanner.keep = scanner.cursor
    try scanner.expect(UInt8(ascii: "["), "expected '['")
    try scanner.skipBlanks()
    if try scanner.peek() == UInt8(ascii: "]") {
      return try scanner.expect(UInt8(ascii: "]"), "")
    }
    repeat {
      try scanner.skipBlanks()
      scanner.keep = scanner.cursor
      try take(try scanner.passValue(), isWaiting: isWaiting())
      body()
      scanner.keep = scanner.cursor
      try scanner.skipBlanks()
    } while try scanner.passComma(or: UInt8(ascii: "]"))
  }

  private func take(_ value: JSONScanner.Value, isWaiting: Bool) throws(ReadFailure) {
    let start = value.range.lowerBound
    if value.isTooLong {
      return try handler.refuse(
        handler.limits.kept(value.range), fault: start, reason: handler.limits.tooLong)
    }
    let bytes = unsafe scanner.window.bytes(value.range)
    let place = scanner.window.place(at: start)
    try unsafe isWaiting ? handler.take(bytes, at: place) : handler.takeElement(bytes, at: place)
  }
}
