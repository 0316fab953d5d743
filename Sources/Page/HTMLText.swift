internal import CensusModel

/// HTML that grows. Whatever is foreign is escaped where it comes in.
struct HTMLText {
  private(set) var bytes: [UInt8] = []

  /// Adds markup of the page's own.
  mutating func markup(_ text: StaticString) {
    text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Adds a line of markup.
  mutating func line(_ text: StaticString) {
    markup(text)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Adds text, also between the quotes of an attribute. Control characters, which would not be
  /// seen, are replaced.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "'": bytes += "&#39;".utf8
      case _ where scalar.isControl: bytes += "\u{FFFD}".utf8
      default: bytes += String(scalar).utf8
      }
    }
  }

  /// Adds text that keeps its direction to itself.
  mutating func isolated(_ text: String) {
    markup("<bdi>")
    self.text(text)
    markup("</bdi>")
  }

  /// Adds bytes as they are: a style sheet, a script or data that end nothing.
  mutating func raw(_ raw: [UInt8]) { bytes += raw }
}
