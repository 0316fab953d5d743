internal import CensusModel

/// A JSON document to be written: two blanks a level, members in the order given, a last LF.
public indirect enum JSONOutput: Sendable {
  /// A text.
  case string(String)
  /// A whole number.
  case integer(Int)
  /// `true` or `false`.
  case boolean(Bool)
  /// Values in order.
  case array([JSONOutput])
  /// Members in order; no key twice.
  case object([(key: String, value: JSONOutput)])

  /// The document.
  public func bytes() -> [UInt8] {
    var text = ""
    append(to: &text, indentation: "")
    return Array((text + "\n").utf8)
  }

  /// The document in one line, with its LF, for JSON Lines.
  public func line() -> [UInt8] {
    var text = ""
    appendCompact(to: &text)
    return Array((text + "\n").utf8)
  }

  private func appendCompact(to text: inout String) {
    switch self {
    case .string(let value): text += Self.quoted(value)
    case .integer(let value): text += String(value)
    case .boolean(let value): text += String(value)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.appendCompact(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index > 0 ? ", " : "") + Self.quoted(member.key) + ": "
        member.value.appendCompact(to: &text)
      }
      text += "}"
    }
  }

  private func append(to text: inout String, indentation: String) {
    switch self {
    case .string(let value): text += Self.quoted(value)
    case .integer(let value): text += String(value)
    case .boolean(let value): text += String(value)
    case .array(let values):
      Self.append(values, in: ("[", "]"), to: &text, indentation) { value, inner, text in
        value.append(to: &text, indentation: inner)
      }
    case .object(let members):
      Self.append(members, in: ("{", "}"), to: &text, indentation) { member, inner, text in
        text += Self.quoted(member.key) + ": "
        member.value.append(to: &text, indentation: inner)
      }
    }
  }

  private static func append<Element>(
    _ elements: [Element], in brackets: (String, String), to text: inout String,
    _ indentation: String, _ body: (Element, String, inout String) -> Void
  ) {
    text += brackets.0
    let inner = indentation + "  "
    for (index, element) in elements.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + inner
      body(element, inner, &text)
    }
    text += (elements.isEmpty ? "" : "\n" + indentation) + brackets.1
  }

  /// In quotes; control characters are escaped, those of U+007F–009F, too, so that the document
  /// can be shown in a terminal.
  private static func quoted(_ string: String) -> String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isControl:
        result += "\\u" + PrintableText.codePoint(scalar.value).dropFirst(2)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
