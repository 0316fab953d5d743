internal import CensusModel

/// A JSON document to be written: two blanks a level, members in the order given, a last LF.
public indirect enum JSONOutput: Sendable {
  /// A text.
  case string(String)
  /// A whole number.
  case integer(Int)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`
  case null
  /// Values in order.
  case array([JSONOutput])
  /// Members in order; no key twice.
  case object([(key: String, value: JSONOutput)])

  /// The document.
  public func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, indentation: "")
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  /// The document in one line, with its LF, for JSON Lines.
  public func line() -> [UInt8] {
    var bytes: [UInt8] = []
    appendCompact(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private func appendCompact(to bytes: inout [UInt8]) {
    switch self {
    case .string, .integer, .boolean, .null: appendScalar(to: &bytes)
    case .array(let values):
      bytes += "[".utf8
      for (index, value) in values.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        value.appendCompact(to: &bytes)
      }
      bytes += "]".utf8
    case .object(let members):
      bytes += "{".utf8
      for (index, member) in members.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        Self.appendQuoted(member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.appendCompact(to: &bytes)
      }
      bytes += "}".utf8
    }
  }

  private func append(to bytes: inout [UInt8], indentation: String) {
    switch self {
    case .string, .integer, .boolean, .null: appendScalar(to: &bytes)
    case .array(let values):
      Self.append(values, in: ("[", "]"), to: &bytes, indentation) { value, inner, bytes in
        value.append(to: &bytes, indentation: inner)
      }
    case .object(let members):
      Self.append(members, in: ("{", "}"), to: &bytes, indentation) { member, inner, bytes in
        Self.appendQuoted(member.key, to: &bytes)
        bytes += ": ".utf8
        member.value.append(to: &bytes, indentation: inner)
      }
    }
  }

  private func appendScalar(to bytes: inout [UInt8]) {
    switch self {
    case .string(let value): Self.appendQuoted(value, to: &bytes)
    case .integer(let value): bytes += String(value).utf8
    case .boolean(let value): bytes += String(value).utf8
    case .null: bytes += "null".utf8
    case .array, .object: preconditionFailure("a scalar")
    }
  }

  private static func append<Element>(
    _ elements: [Element], in brackets: (String, String), to bytes: inout [UInt8],
    _ indentation: String, _ body: (Element, String, inout [UInt8]) -> Void
  ) {
    bytes += brackets.0.utf8
    let inner = indentation + "  "
    for (index, element) in elements.enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      bytes += inner.utf8
      body(element, inner, &bytes)
    }
    if !elements.isEmpty { bytes += ("\n" + indentation).utf8 }
    bytes += brackets.1.utf8
  }
}

extension JSONOutput {
  /// In quotes; control characters are escaped, those of U+007F–009F, too, so that the document
  /// can be shown in a terminal. Whole runs at a time: rejected records are long.
  package static func appendQuoted(_ string: String, to bytes: inout [UInt8]) {
    var string = string
    string.withUTF8 { unsafe appendQuoted($0, to: &bytes) }
  }

  /// The same of a text in UTF-8.
  package static func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < text.count {
      guard let (escape, byteCount) = unsafe escape(of: text, at: index) else {
        index += 1
        continue
      }
      unsafe bytes += text[start..<index]
      bytes += escape.utf8
      index += byteCount
      start = index
    }
    unsafe bytes += text[start...]
    bytes.append(UInt8(ascii: "\""))
  }

  /// The escape for the character that begins at a byte, and its count of bytes; nil where it, or
  /// the byte alone, needs none.
  private static func escape(
    of text: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (String, byteCount: Int)? {
    switch unsafe text[index] {
    case UInt8(ascii: "\""): ("\\\"", 1)
    case UInt8(ascii: "\\"): ("\\\\", 1)
    case UInt8(ascii: "\n"): ("\\n", 1)
    case UInt8(ascii: "\r"): ("\\r", 1)
    case UInt8(ascii: "\t"): ("\\t", 1)
    case ..<0x20, 0x7F: unsafe (escape(codePoint: text[index]), 1)
    // U+0080 to U+009F are this byte and their own.
    case 0xC2 where unsafe text[index + 1] <= 0x9F: unsafe (escape(codePoint: text[index + 1]), 2)
    default: nil
    }
  }

  private static func escape(codePoint: UInt8) -> String {
    "\\u" + PrintableText.codePoint(UInt32(codePoint)).dropFirst(2)
  }
}
