internal import CExpat
internal import Documents

/// Reads a system's XML reply with expat, as it comes: no document type, no entities beyond the
/// five of XML, and limits on depth and on the size of a tag.
@safe final class XMLForm {
  // PERF: expat's callbacks reach what they need by a pointer, so that they count no references.
  // Sound, because the memory lives as long as this object, which frees the parser first, and one
  // thread at a time uses both.
  private let reading: UnsafeMutablePointer<XMLReading>
  private var fedByteCount = 0
  private var isEnded = false

  /// How deep elements may be nested.
  static let depthMax = 64
  /// The longest tag, with its attributes.
  static let tagByteCountMax = 1 << 20
  /// The largest file that is parsed at once: as large as a reply of AXL may be. Of one that comes
  /// in pieces expat looks at every byte again to count lines.
  static let wholeByteCountMax = 8 << 20
  /// How much of a larger file is given to expat at a time, so that a long tag is noticed early.
  private static let pieceByteCount = 1 << 18

  init(file: String, tree: FieldTree, receiver: any RowReceiver) {
    unsafe reading = .allocate(capacity: 1)
    unsafe reading.initialize(to: XMLReading(file: file, tree: tree, receiver: receiver))
    let parser = unsafe reading.pointee.parser
    unsafe XML_SetUserData(parser, reading)
    unsafe XML_SetElementHandler(
      parser, { unsafe XMLForm.of($0).pointee.enter($1!, $2!) },
      { context, _ in unsafe XMLForm.of(context).pointee.leave() })
    unsafe XML_SetCharacterDataHandler(parser) { context, text, count in
      unsafe XMLForm.of(context).pointee.append(
        UnsafeRawBufferPointer(start: text, count: Int(count)))
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in
      unsafe XMLForm.of(context).pointee.stop(
        "a document type declaration, which no export of these systems has; export it again")
    }
  }

  deinit {
    unsafe XML_ParserFree(reading.pointee.parser)
    unsafe reading.deinitialize(count: 1)
    unsafe reading.deallocate()
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLReading> {
    unsafe context!.assumingMemoryBound(to: XMLReading.self)
  }

  /// Takes the next bytes of the file.
  ///
  /// - Parameter isLast: true if they are known to be the last; `finish` is called all the same.
  func consume(_ bytes: UnsafeRawBufferPointer, isLast: Bool = false) throws(DocumentError) {
    if isLast, fedByteCount == 0, bytes.count <= Self.wholeByteCountMax {
      unsafe reading.pointee.countLines(in: bytes)
      if bytes.count > Self.tagByteCountMax { checkLengths() }
      isEnded = true
      return try unsafe parse(bytes, isLast: true)
    }
    if fedByteCount == 0 { checkLengths() }
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty {
      let piece = unsafe rest.prefix(Self.pieceByteCount)
      unsafe rest = unsafe rest.dropFirst(piece.count)
      try unsafe parse(UnsafeRawBufferPointer(rebasing: piece), isLast: false)
      let lag = unsafe fedByteCount - Int(XML_GetCurrentByteIndex(reading.pointee.parser))
      if lag > Self.tagByteCountMax + Self.pieceByteCount {
        throw unsafe reading.pointee.refusal(Self.longTag)
      }
    }
  }

  /// The reason for refusing a tag, a comment or an instruction that is too long.
  static let longTag = "a tag or a name longer than 1 MiB; is this an export?"

  /// Has the length of each token checked, in a file that is longer than one may be.
  private func checkLengths() {
    unsafe reading.pointee.checksLengths = true
    let parser = unsafe reading.pointee.parser
    unsafe XML_SetCommentHandler(parser) { context, _ in
      unsafe XMLForm.of(context).pointee.checkLength()
    }
    unsafe XML_SetProcessingInstructionHandler(parser) { context, _, _ in
      unsafe XMLForm.of(context).pointee.checkLength()
    }
  }

  /// Takes the end of the file.
  func finish() throws(DocumentError) {
    if !isEnded { try unsafe parse(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
    try unsafe reading.pointee.endPage()
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(DocumentError) {
    let text = unsafe bytes.bindMemory(to: CChar.self).baseAddress
    let parser = unsafe reading.pointee.parser
    let status = unsafe XML_Parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    fedByteCount += bytes.count
    unsafe reading.pointee.endLines(isLast: isLast)
    if let fault = unsafe reading.pointee.fault { throw fault }
    guard status == XML_STATUS_OK else {
      let error = unsafe XML_GetErrorCode(parser)
      let advice =
        switch error {
        case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "; keep one reply in each file"
        case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN: "; the file is cut off"
        case XML_ERROR_UNDEFINED_ENTITY: "; only the five entities of XML are read"
        case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING: "; save it as UTF-8"
        default: ""
        }
      throw unsafe reading.pointee.refusal(
        unsafe "XML is not well-formed: \(String(cString: XML_ErrorString(error)))\(advice)")
    }
  }
}
