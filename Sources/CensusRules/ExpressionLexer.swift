internal import Documents

/// Cuts the text of a condition into tokens.
struct ExpressionLexer {
  /// The smallest part of a condition that means something.
  enum Token: Equatable {
    /// A fact, `P`, or a word of the language.
    case word(String)
    /// Digits.
    case number(String)
    /// A title, without its quotes.
    case title(String)
    /// Parentheses, comma or comparison.
    case sign(String)
    case end
  }

  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next token and the byte at which it begins. After the end comes the end again.
  mutating func next() throws(ExpressionError) -> (token: Token, index: Int) {
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
    let start = at
    guard at < bytes.count else { return (.end, start) }
    let token: Token
    if Self.isWordByte(bytes[at]) {
      token = try word()
    } else if bytes[at] == UInt8(ascii: "'") || bytes[at] == UInt8(ascii: "\"") {
      token = try title()
    } else {
      token = try sign()
    }
    return (token, start)
  }

  private mutating func word() throws(ExpressionError) -> Token {
    let start = at
    while at < bytes.count, Self.isWordByte(bytes[at]) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard Self.isDigit(bytes[start]) else { return .word(text) }
    guard bytes[start..<at].allSatisfy(Self.isDigit) else {
      throw ExpressionError(index: start, reason: "\(shown(text)) is neither a number nor a word")
    }
    return .number(text)
  }

  private mutating func title() throws(ExpressionError) -> Token {
    let start = at
    guard let end = bytes[(start + 1)...].firstIndex(of: bytes[start]) else {
      throw ExpressionError(
        index: start, reason: "a title begins here, but its last quote is missing")
    }
    at = end + 1
    return .title(String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
  }

  private mutating func sign() throws(ExpressionError) -> Token {
    let rest = bytes[at...]
    for sign in ["!=", "<=", ">=", "(", ")", ",", "=", "<", ">"] where rest.starts(with: sign.utf8)
    {
      at += sign.utf8.count
      return .sign(sign)
    }
    let scalar = String(decoding: rest, as: UTF8.self).unicodeScalars.prefix(1)
    throw ExpressionError(
      index: at,
      reason: "\(shown(String(scalar))) has no meaning here; see the language in data/README.md")
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
  }
}
