internal import CensusModel

/// Foreign text that is safe to show in a terminal or a log.
package enum PrintableText {
  /// The text with `\u{…}` for control characters.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isControl {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// UTF-8 with `?` for control characters other than LF.
  package static func masked(_ bytes: [UInt8]) -> [UInt8] {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let masked = lines.map { line in
      String(decoding: line, as: UTF8.self).unicodeScalars.map { $0.isControl ? "?" : $0 }
    }
    return masked.map { scalars in
      Array(String(String.UnicodeScalarView(scalars)).utf8)
    }.joined(separator: [UInt8(ascii: "\n")]).map(\.self)
  }

  /// The text with `?` for all that is not printable ASCII: one column each in any terminal.
  package static func ascii(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { (0x20..<0x7F).contains($0.value) ? $0 : "?" }))
  }

  /// `U+0009`.
  package static func codePoint(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
