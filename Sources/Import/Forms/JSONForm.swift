internal import Documents

/// Reads a system's JSON: pages, arrays of pages, arrays of objects and single objects.
final class JSONForm: JSONWalk.Receiver {
  private let file: String
  private let bytes: [UInt8]
  private let tree: FieldTree
  private let receiver: any RowReceiver
  private var assembler: RowAssembler
  private var fault: DocumentError?

  /// A container that is open.
  private struct Frame {
    var isArray: Bool
    /// The key that its elements, or it as an object, were entered by, as a range of `keys`; empty
    /// at the top. Keys of its members come after it.
    var key: Range<Int>
    /// True if nothing has come yet.
    var isEmpty = true
    var start: Int
  }

  private var frames: [Frame] = []
  /// How many of the frames are objects.
  private var objectDepth = 0
  /// The keys of all open containers, and the last one.
  private var keys: [UInt8] = []
  private var key = 0..<0
  /// Lines are counted as far as a record was met.
  private var counted = (byte: 0, line: 1)
  private var hasTop = false

  private init(file: String, bytes: [UInt8], tree: FieldTree, receiver: any RowReceiver) {
    self.file = file
    self.bytes = bytes
    self.tree = tree
    self.receiver = receiver
    assembler = RowAssembler(tree)
  }

  /// Reads a whole file.
  static func read(
    _ bytes: [UInt8], file: String, tree: FieldTree, receiver: any RowReceiver
  ) throws(DocumentError) {
    let form = JSONForm(file: file, bytes: bytes, tree: tree, receiver: receiver)
    try JSONWalk.walk(bytes, file: file, form)
    if let fault = form.fault { throw fault }
    guard form.hasTop else {
      throw DocumentError(
        file: file, bytes: bytes, byte: 0, reason: "JSON without an object; export it again")
    }
  }

  func receive(_ event: JSONWalk.Event, at offset: Int) {
    guard fault == nil else { return }
    switch event {
    case .key(let text):
      let start = frames.last?.key.upperBound ?? 0
      keys.removeSubrange(start...)
      unsafe keys.append(contentsOf: text)
      key = start..<keys.count
    case .beginArray:
      noteElement()
      frames.append(Frame(isArray: true, key: key, start: offset))
    case .endArray:
      let frame = frames.removeLast()
      key = frame.key
      if frame.isEmpty {
        unsafe withKey { unsafe assembler.enterEmptyList(RowAssembler.localName($0)) }
      }
    case .beginObject: beginObject(offset)
    case .endObject: endObject(offset)
    case .null: unsafe scalar(nil, offset)
    case .bool(let value): unsafe Self.withText(of: value) { unsafe scalar($0, offset) }
    case .number(let text), .string(let text): unsafe scalar(text, offset)
    }
  }

  private static func withText(of value: Bool, _ body: (UnsafeRawBufferPointer) -> Void) {
    let text: StaticString = value ? "true" : "false"
    unsafe body(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func withKey<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe keys.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[key])) }
  }

  /// True if the value that begins now is at the top of the document, in an array or not.
  private var isAtTop: Bool { objectDepth == 0 }

  private func noteElement() {
    guard let last = frames.indices.last else { return }
    frames[last].isEmpty = false
    if frames[last].isArray { key = frames[last].key }
  }

  private func enter() -> Bool {
    unsafe withKey { unsafe assembler.enter(RowAssembler.localName($0)) }
  }

  private func beginObject(_ offset: Int) {
    noteElement()
    if isAtTop {
      hasTop = true
      assembler.beginDocument()
      assembler.enterTop()
    } else if enter() {
      assembler.row.line = line(at: offset)
      assembler.row.byte = offset
    }
    frames.append(Frame(isArray: false, key: key, start: offset))
    objectDepth += 1
  }

  private func endObject(_ offset: Int) {
    let frame = frames.removeLast()
    objectDepth -= 1
    let endsRecord = assembler.leave()
    key = frame.key
    do throws(DocumentError) {
      if endsRecord { try receiver.receive(&assembler.row) }
      if isAtTop { try endTop(frame.start) }
    } catch {
      fault = error
    }
  }

  /// Ends an object at the top: it was a page, or is a record itself.
  private func endTop(_ start: Int) throws(DocumentError) {
    let line = line(at: start)
    let isError = !assembler.page[.errorText].isEmpty
    let isKnown = assembler.isRecognised || isError
    if !isKnown, let kind = tree.rootRecord, !assembler.page.values.isEmpty {
      assembler.makePageRecord(kind, line: line, byte: start)
      return try receiver.receive(&assembler.page)
    }
    guard isKnown else {
      throw DocumentError(
        file: file, line: line, byte: start,
        reason: "JSON that is not a known export of this system")
    }
    assembler.page.line = line
    try receiver.endPage(assembler.page, recordCount: assembler.recordCount)
  }

  private func scalar(_ text: UnsafeRawBufferPointer?, _ offset: Int) {
    noteElement()
    guard !isAtTop else { return }
    if let text = unsafe text, isReference,
      unsafe withKey({ unsafe assembler.addReferenceValue($0, text) })
    {
      return
    }
    if enter() { (assembler.row.line, assembler.row.byte) = (counted.line, offset) }
    if let text = unsafe text, unsafe !assembler.append(text) {
      fault = DocumentError(
        file: file, line: line(at: offset), byte: offset, reason: "a record of more than 16 MiB")
    }
    if assembler.leave() {
      fault = DocumentError(
        file: file, line: line(at: offset), byte: offset,
        reason: "expected an object in a list of records")
    }
  }

  /// True if the key is that of a reference's value.
  private var isReference: Bool {
    keys[key].elementsEqual("_value_1".utf8) || keys[key].elementsEqual("value".utf8)
  }

  private func line(at offset: Int) -> Int {
    if offset < counted.byte { counted = (0, 1) }
    counted.line += bytes[counted.byte..<min(offset, bytes.count)].count { $0 == 0x0A }
    counted.byte = min(offset, bytes.count)
    return counted.line
  }
}
