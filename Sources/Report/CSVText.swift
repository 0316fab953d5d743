/// Rows of comma-separated values as bytes: LF line ends, and quotes (RFC 4180) only around a field
/// with a comma, a quote, CR or LF.
struct CSVText {
  private(set) var bytes: [UInt8]

  /// A text that begins with lines which are no rows.
  init(beginningWith lines: String) { bytes = Array(lines.utf8) }

  mutating func append(row fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func append(_ field: String) {
    let quote = UInt8(ascii: "\"")
    guard field.utf8.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    default: false
    }
  }
}
