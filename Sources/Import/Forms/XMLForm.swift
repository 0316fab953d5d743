internal import CExpat
internal import Documents

/// Reads a system's XML reply with expat, as it comes: no document type, no entities beyond the
/// five
/// of XML, and limits on depth and on the size of a tag.
final class XMLForm {
  private let file: String
  private let parser: XML_Parser
  private var assembler: RowAssembler
  private let receiver: any RowReceiver
  private var fault: DocumentError?
  private var depth = 0
  private var fedByteCount = 0

  /// How deep elements may be nested.
  static let depthMax = 64
  /// The longest tag, with its attributes.
  static let tagByteCountMax = 1 << 20
  /// How much is given to expat at a time, so that a long tag is noticed early.
  private static let pieceByteCount = 1 << 18

  init(file: String, tree: FieldTree, receiver: any RowReceiver) {
    self.file = file
    self.receiver = receiver
    assembler = RowAssembler(tree)
    parser = XML_ParserCreate(nil)
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser, { XMLForm.of($0).enter($1!, $2!) }, { context, _ in XMLForm.of(context).leave() })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      XMLForm.of(context).append(UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      XMLForm.of(context).stop(
        "a document type declaration, which no export of these systems has; export it again")
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Takes the next bytes of the file.
  func consume(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Self.pieceByteCount)
      rest = rest.dropFirst(piece.count)
      try parse(UnsafeRawBufferPointer(rebasing: piece), isLast: false)
      let lag = fedByteCount - Int(XML_GetCurrentByteIndex(parser))
      if lag > Self.tagByteCountMax + Self.pieceByteCount {
        throw refusal("a tag or a name longer than 1 MiB; is this an export?")
      }
    }
  }

  /// Takes the end of the file.
  func finish() throws(DocumentError) {
    try parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    guard assembler.isRecognised || assembler.recordCount > 0 || hasError else {
      throw refusal("XML that is not a known reply of this system")
    }
    try receiver.endPage(
      ExportPage(
        fields: assembler.documentFields, recordCount: assembler.recordCount,
        line: Int(XML_GetCurrentLineNumber(parser))))
  }

  private var hasError: Bool { assembler.documentFields.contains { $0.field == .errorText } }

  private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(DocumentError) {
    let text = bytes.bindMemory(to: CChar.self).baseAddress
    let status = XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    fedByteCount += bytes.count
    if let fault { throw fault }
    guard status == XML_STATUS_OK else {
      let error = XML_GetErrorCode(parser)
      let advice =
        switch error {
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "; keep one reply in each file"
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN: "; the file is cut off"
        case XML_ERROR_UNDEFINED_ENTITY: "; only the five entities of XML are read"
        case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING: "; save it as UTF-8"
        default: ""
        }
      throw refusal("XML is not well-formed: \(String(cString: XML_ErrorString(error)))\(advice)")
    }
  }

  private func refusal(_ reason: String) -> DocumentError {
    DocumentError(
      file: file, line: Int(XML_GetCurrentLineNumber(parser)),
      byte: max(0, Int(XML_GetCurrentByteIndex(parser))), reason: reason)
  }

  private func stop(_ reason: String) { stop(refusal(reason)) }

  private func stop(_ error: DocumentError) {
    if fault == nil { fault = error }
    XML_StopParser(parser, 0)
  }

  private func enter(
    _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    guard fault == nil else { return }
    depth += 1
    guard depth <= Self.depthMax else {
      return stop("elements nested deeper than \(Self.depthMax)")
    }
    assembler.enter(
      Self.bytes(name), line: Int(XML_GetCurrentLineNumber(parser)),
      byte: Int(XML_GetCurrentByteIndex(parser)))
    var at = 0
    while let key = attributes[at], let value = attributes[at + 1] {
      assembler.attribute(Self.bytes(key), Self.bytes(value))
      at += 2
    }
  }

  private func leave() {
    guard fault == nil else { return }
    depth -= 1
    guard assembler.leave() else { return }
    do throws(DocumentError) {
      try receiver.receive(assembler.row)
    } catch {
      stop(error)
    }
  }

  private func append(_ text: UnsafeRawBufferPointer) {
    guard fault == nil, assembler.wantsText else { return }
    if !assembler.append(text) { stop("a record of more than 16 MiB") }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLForm {
    Unmanaged<XMLForm>.fromOpaque(context!).takeUnretainedValue()
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
    var count = 0
    while text[count] != 0 { count += 1 }
    return UnsafeRawBufferPointer(start: text, count: count)
  }
}
