internal import CensusModel

/// A data file as it was read, so that an error about a part of it can say where that part is.
package struct SourceDocument {
  /// The file's name as the user knows it.
  package let file: String
  /// The whole file.
  package let bytes: [UInt8]

  /// A file with this name and these contents.
  package init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// The refusal of what is at this byte.
  package func refusal(at byte: Int, _ reason: String) -> DocumentError {
    DocumentError(file: file, bytes: bytes, byte: byte, reason: reason)
  }

  /// The place of the byte `index` of a JSON string's value, for a string that begins at `start`.
  /// Escapes are longer in the file than in the value. The string must be well-formed.
  package func byte(ofStringAt start: Int, index: Int) -> Int {
    var at = start + 1
    var passed = 0
    while passed < index {
      let (written, meant) = widths(ofCharacterAt: at)
      guard passed + meant <= index else { break }
      at += written
      passed += meant
    }
    return at
  }

  /// How many bytes a byte or an escape takes in the file, and how many it stands for.
  private func widths(ofCharacterAt at: Int) -> (written: Int, meant: Int) {
    guard bytes[at] == UInt8(ascii: "\\") else { return (1, 1) }
    guard bytes[at + 1] == UInt8(ascii: "u") else { return (2, 1) }
    let digits = String(decoding: bytes[(at + 2)..<(at + 6)], as: UTF8.self)
    return switch UInt16(digits, radix: 16) ?? 0 {
    case 0..<0x80: (6, 1)
    case 0x80..<0x800: (6, 2)
    case 0xD800..<0xDC00: (12, 4)
    default: (6, 3)
    }
  }
}

/// A text of a data file in a form that is safe and short enough to be shown in an error.
package func shown(_ text: some StringProtocol) -> String {
  let lengthMax = 80
  var shown = ""
  for scalar in text.unicodeScalars.prefix(lengthMax) {
    shown += scalar.isControl ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }
  return "'\(shown)\(text.unicodeScalars.count > lengthMax ? "…" : "")'"
}
