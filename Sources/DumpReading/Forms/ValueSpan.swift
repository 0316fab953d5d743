/// Finds where a value ends that may span lines, so that a line cut off in its middle is not
/// taken for the beginning of one.
struct ValueSpan {
  let window: ByteWindow
  /// Content from here on stays in memory.
  let keep: Int

  /// Where the object or array that begins at `start` ends; nil if it is cut off: if a line feed
  /// is in a string, if a line begins with `{` where no value may begin, if it is too long, or if
  /// the content ends. Other faults are found when the value is read.
  ///
  /// - Parameter isCutOffAtEnd: the content goes on elsewhere: `spanning` is thrown at its end.
  func end(
    from start: Int, byteCountMax: Int, isCutOffAtEnd: Bool
  ) throws(ReadFailure) -> Int? {
    var state = ScanState()
    var position = start
    while position - start <= byteCountMax {
      if position == window.end, try !window.fill(keepingFrom: keep) {
        if isCutOffAtEnd { throw .spanning }
        return nil
      }
      let bytes = unsafe window.bytes(position..<window.end)
      switch unsafe state.pass(bytes) {
      case .more: position = window.end
      case .end(let count):
        let end = position + count
        return end - start <= byteCountMax ? end : nil
      case .cutOff: return nil
      }
    }
    return nil
  }

  /// The byte at a position; nil at the end of the content.
  func byte(at position: Int) throws(ReadFailure) -> UInt8? {
    while position >= window.end {
      if try !window.fill(keepingFrom: keep) { return nil }
    }
    return unsafe window.bytes(position..<position + 1)[0]
  }

  /// After blanks and byte order marks, but not beyond the line.
  func skipBlanksInLine(from start: Int) throws(ReadFailure) -> Int {
    var position = start
    while let byte = try byte(at: position) {
      if byte == 0xEF, try self.byte(at: position + 1) == 0xBB,
        try self.byte(at: position + 2) == 0xBF
      {
        position += 3
      } else if byte != 0x0A, JSONScanner.isBlank(byte) {
        position += 1
      } else {
        break
      }
    }
    return position
  }

  /// The next byte in the line that is not blank; nil where the line or the content ends.
  func nextInLine(from start: Int) throws(ReadFailure) -> UInt8? {
    let byte = try byte(at: skipBlanksInLine(from: start))
    return byte == 0x0A ? nil : byte
  }
}

/// How far the search for a value's end has come.
private struct ScanState {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isAtLineStart = false
  /// The last byte outside of strings that is not blank.
  private var last: UInt8 = 0

  enum Outcome {
    case more, cutOff
    /// The bytes up to the end.
    case end(Int)
  }

  mutating func pass(_ bytes: UnsafeRawBufferPointer) -> Outcome {
    for unsafe(index, byte) in unsafe bytes.enumerated() {
      if isInString {
        if byte == 0x0A { return .cutOff }
        passInString(byte)
        continue
      }
      if byte == 0x0A { isAtLineStart = true }
      if JSONScanner.isBlank(byte) { continue }
      if isAtLineStart, byte == UInt8(ascii: "{"), !mayPrecedeValue { return .cutOff }
      isAtLineStart = false
      last = byte
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return .end(index + 1) }
      default: break
      }
    }
    return .more
  }

  private mutating func passInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
  }

  private var mayPrecedeValue: Bool {
    last == UInt8(ascii: "[") || last == UInt8(ascii: ",") || last == UInt8(ascii: ":")
  }
}
