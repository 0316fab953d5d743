internal import CExpat
internal import Documents
internal import Glibc

/// The state of a reader of XML: what expat's callbacks change.
@safe struct XMLReading: ~Copyable {
  let parser: XML_Parser
  private(set) var fault: DocumentError?
  /// True if a token may be longer than a tag may be.
  var checksLengths = false
  private let file: String
  private let receiver: any RowReceiver
  private var assembler: RowAssembler
  private var order = ElementOrder()
  private var depth = 0
  private var lines: LineCount?
  private var endLine: Int?

  /// The bytes of a whole file with the place up to which its lines are counted.
  @safe private struct LineCount {
    var bytes: UnsafeRawBufferPointer
    var offset = 0
    var line = 1

    /// The line of a byte, which is not before the last one that was asked for; a byte beyond the
    /// end has the line of the end.
    mutating func line(at byte: Int) -> Int {
      let end = unsafe min(byte, bytes.count)
      while offset < end, let start = unsafe bytes.baseAddress,
        let feed = unsafe memchr(start + offset, 0x0A, end - offset)
      {
        line += 1
        offset = unsafe UnsafeRawPointer(feed) - start + 1
      }
      offset = max(offset, end)
      return line
    }
  }

  init(file: String, tree: FieldTree, receiver: any RowReceiver) {
    self.file = file
    self.receiver = receiver
    assembler = RowAssembler(tree)
    unsafe parser = unsafe XML_ParserCreate(nil)
  }

  /// Counts lines in the bytes of a whole file while it is parsed, because expat looks at every
  /// byte again to do so. Files in UTF-16 and with lines that end with CR are left to expat.
  mutating func countLines(in bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, unsafe memchr(start, 0x0D, bytes.count) == nil,
      unsafe bytes.prefix(4).allSatisfy({ $0 != 0 && $0 < 0xFE })
    else { return }
    lines = unsafe LineCount(bytes: bytes)
  }

  /// Notes the line up to which a file was parsed. After the last bytes expat may not know it any
  /// more.
  mutating func endLines(isLast: Bool) {
    let byte = unsafe Int(XML_GetCurrentByteIndex(parser))
    if lines != nil {
      endLine = lines?.line(at: byte >= 0 ? byte : .max)
    } else if !isLast {
      endLine = unsafe Int(XML_GetCurrentLineNumber(parser))
    }
    lines = nil
  }

  func refusal(_ reason: String) -> DocumentError {
    unsafe DocumentError(
      file: file, line: Int(XML_GetCurrentLineNumber(parser)),
      byte: max(0, Int(XML_GetCurrentByteIndex(parser))), reason: reason)
  }

  mutating func stop(_ reason: String) { stop(refusal(reason)) }

  private mutating func stop(_ error: DocumentError) {
    if fault == nil { fault = error }
    unsafe XML_StopParser(parser, 0)
  }

  // MARK: What expat finds

  mutating func enter(
    _ name: UnsafePointer<CChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>
  ) {
    if checksLengths { checkLength() }
    guard fault == nil else { return }
    depth += 1
    guard depth <= XMLForm.depthMax else {
      return stop("elements nested deeper than \(XMLForm.depthMax)")
    }
    if unsafe enter(name) {
      let byte = unsafe Int(XML_GetCurrentByteIndex(parser))
      assembler.row.byte = byte
      assembler.row.line = unsafe lines?.line(at: byte) ?? Int(XML_GetCurrentLineNumber(parser))
    }
    guard unsafe attributes[0] != nil, assembler.wantsAttributes else { return }
    var at = 0
    while let key = unsafe attributes[at], let value = unsafe attributes[at + 1] {
      unsafe assembler.attribute(Self.bytes(key), Self.bytes(value))
      at += 2
    }
  }

  private mutating func enter(_ name: UnsafePointer<CChar>) -> Bool {
    guard let parent = assembler.parent else {
      return unsafe assembler.enter(Self.localName(name))
    }
    if let known = unsafe order.node(name, in: parent) { return assembler.enter(known) }
    let node = unsafe assembler.node(named: Self.localName(name), in: parent)
    if node.isFixed { unsafe order.note(name, in: parent, node.number) }
    return assembler.enter(node.number)
  }

  mutating func leave() {
    if checksLengths { checkLength() }
    guard fault == nil else { return }
    depth -= 1
    guard assembler.leave() else { return }
    do throws(DocumentError) {
      try receiver.receive(&assembler.row)
    } catch {
      stop(error)
    }
  }

  /// Refuses the token that expat has just found if it is too long.
  mutating func checkLength() {
    if unsafe Int(XML_GetCurrentByteCount(parser)) > XMLForm.tagByteCountMax {
      stop(XMLForm.longTag)
    }
  }

  mutating func append(_ text: UnsafeRawBufferPointer) {
    guard fault == nil, assembler.wantsText else { return }
    if unsafe !assembler.append(text) { stop("a record of more than 16 MiB") }
  }

  /// Takes the end of the file.
  mutating func endPage() throws(DocumentError) {
    let hasContent = assembler.isRecognised || assembler.recordCount > 0
    guard hasContent || assembler.page.has(.errorText) else {
      throw refusal("XML that is not a known reply of this system")
    }
    assembler.page.line = unsafe endLine ?? Int(XML_GetCurrentLineNumber(parser))
    try receiver.endPage(assembler.page, recordCount: assembler.recordCount)
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: text, count: strlen(text))
  }

  /// A name without its prefix.
  private static func localName(_ name: UnsafePointer<CChar>) -> UnsafeRawBufferPointer {
    var (count, start) = (0, 0)
    while unsafe name[count] != 0 {
      if unsafe name[count] == CChar(bitPattern: UInt8(ascii: ":")) { start = count + 1 }
      count += 1
    }
    // A colon at the end separates nothing.
    if start == count { return unsafe UnsafeRawBufferPointer(start: name, count: count) }
    return unsafe UnsafeRawBufferPointer(start: name + start, count: count - start)
  }
}
