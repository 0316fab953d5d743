/// Rows of comma-separated values as bytes: LF line ends, and quotes (RFC 4180) only around a field
/// with a comma, a quote, CR or LF.
package struct CSVText {
  package private(set) var bytes: [UInt8]
  private var isRowOpen = false

  /// A text that begins with lines which are no rows.
  ///
  /// - Parameter byteCount: about how long it will be, so that it need not move while it grows.
  package init(beginningWith lines: String, byteCount: Int = 0) {
    bytes = []
    bytes.reserveCapacity(byteCount)
    bytes.append(contentsOf: lines.utf8)
  }

  package mutating func append(row fields: [String]) {
    for field in fields { append(field) }
    endRow()
  }

  mutating func endRow() {
    bytes.append(UInt8(ascii: "\n"))
    isRowOpen = false
  }

  private mutating func beginField() {
    if isRowOpen { bytes.append(UInt8(ascii: ",")) }
    isRowOpen = true
  }

  /// A field that is a number, 0 or more: it needs no quotes.
  mutating func append(_ number: Int) {
    beginField()
    var power: UInt = 1
    var rest = UInt(number)
    while rest / power >= 10 { power *= 10 }
    while power > 0 {
      let digit = rest / power
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
      rest -= digit * power
      power /= 10
    }
  }

  mutating func append(_ field: String) {
    var field = field
    field.withUTF8 { append($0) }
  }

  /// A field of these bytes. As such, since to ask a text for one after the other is slow.
  private mutating func append(_ field: UnsafeBufferPointer<UInt8>) {
    beginField()
    let quote = UInt8(ascii: "\"")
    guard field.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: field)
      return
    }
    bytes.append(quote)
    for byte in field {
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
