/// Reads CSV as RFC 4180 describes it, from UTF-8. Lines end with LF or CRLF, the last one may lack
/// its end, a UTF-8 BOM is passed over, and so are empty lines. What the RFC does not allow is
/// refused: a quote within an unquoted field, text after a closing quote, a lone CR.
package struct CSVReader {
  /// One line, or several where a quoted field holds line ends.
  package struct Record {
    package var fields: [String]
    /// The byte at which the record begins.
    package var offset: Int
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A

  private let document: SourceDocument
  private var at: Int

  /// - Parameter start: the byte at which the first record begins; what comes before is not CSV.
  package init(_ document: SourceDocument, from start: Int = 0) throws(DocumentError) {
    guard String(validating: document.bytes, as: UTF8.self) != nil else {
      throw document.refusal(at: Self.firstInvalidByte(document.bytes), "not UTF-8; convert it")
    }
    self.document = document
    at = max(start, document.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  /// The next record; nil at the end.
  package mutating func next() throws(DocumentError) -> Record? {
    while try passLineEnd() {}
    guard byte != nil else { return nil }
    let offset = at
    var fields = [try field()]
    while byte == Self.comma {
      at += 1
      fields.append(try field())
    }
    guard try passLineEnd() || byte == nil else {
      throw document.refusal(
        at: at, "text after a closing quote; expected a comma or the end of the line")
    }
    return Record(fields: fields, offset: offset)
  }

  /// The current byte; nil at the end.
  private var byte: UInt8? { at < document.bytes.count ? document.bytes[at] : nil }

  /// Passes one LF or CRLF, and says whether there was one.
  private mutating func passLineEnd() throws(DocumentError) -> Bool {
    switch byte {
    case Self.lineFeed:
      at += 1
      return true
    case Self.carriageReturn:
      guard document.bytes[at...].starts(with: [Self.carriageReturn, Self.lineFeed]) else {
        throw document.refusal(at: at, "a CR without an LF; end lines with LF or CRLF")
      }
      at += 2
      return true
    default: return false
    }
  }

  private mutating func field() throws(DocumentError) -> String {
    guard byte != Self.quote else { return try quotedField() }
    let start = at
    while let byte, byte != Self.comma, byte != Self.lineFeed, byte != Self.carriageReturn {
      guard byte != Self.quote else {
        throw document.refusal(
          at: at, "a quote within an unquoted field; quote the whole field and double the quote")
      }
      at += 1
    }
    return String(decoding: document.bytes[start..<at], as: UTF8.self)
  }

  private mutating func quotedField() throws(DocumentError) -> String {
    let start = at
    var text: [UInt8] = []
    at += 1
    while let byte {
      at += 1
      if byte == Self.quote {
        guard self.byte == Self.quote else { return String(decoding: text, as: UTF8.self) }
        at += 1
      }
      text.append(byte)
    }
    throw document.refusal(at: start, "a quoted field begins here, but its last quote is missing")
  }

  /// Where a text that is not UTF-8 stops being so.
  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&rest) { offset += UTF8.width(scalar) }
    return offset
  }
}
