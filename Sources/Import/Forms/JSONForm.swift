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
    /// The key that its elements, or it as an object, were entered by; empty at the top.
    var key: [UInt8]
    /// True if nothing has come yet.
    var isEmpty = true
    var start: Int
  }

  private var frames: [Frame] = []
  private var key: [UInt8] = []
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
    case .key(let text): key = Array(text)
    case .beginArray:
      noteElement()
      frames.append(Frame(isArray: true, key: key, start: offset))
    case .endArray:
      let frame = frames.removeLast()
      if frame.isEmpty { frame.key.withUnsafeBytes { assembler.enterEmptyList($0) } }
      key = frame.key
    case .beginObject: beginObject(offset)
    case .endObject: endObject(offset)
    case .null: scalar(nil, offset)
    case .bool(let value): scalar(Array((value ? "true" : "false").utf8), offset)
    case .number(let text), .string(let text): scalar(Array(text), offset)
    }
  }

  /// True if the value that begins now is at the top of the document, in an array or not.
  private var isAtTop: Bool { frames.allSatisfy(\.isArray) }

  private func noteElement() {
    if let last = frames.indices.last { frames[last].isEmpty = false }
    if let frame = frames.last, frame.isArray { key = frame.key }
  }

  private func beginObject(_ offset: Int) {
    noteElement()
    if isAtTop {
      hasTop = true
      assembler.beginDocument()
      assembler.enterTop()
    } else {
      let line = line(at: offset)
      key.withUnsafeBytes { assembler.enter($0, line: line, byte: offset) }
    }
    frames.append(Frame(isArray: false, key: key, start: offset))
  }

  private func endObject(_ offset: Int) {
    let frame = frames.removeLast()
    let endsRecord = assembler.leave()
    key = frame.key
    do throws(DocumentError) {
      if endsRecord { try receiver.receive(assembler.row) }
      if isAtTop { try endTop(frame.start) }
    } catch {
      fault = error
    }
  }

  /// Ends an object at the top: it was a page, or is a record itself.
  private func endTop(_ start: Int) throws(DocumentError) {
    let line = line(at: start)
    let fields = assembler.documentFields
    let isError = fields.contains { $0.field == .errorText && !$0.text.isEmpty }
    if !assembler.isRecognised, !isError, let kind = tree.rootRecord, !fields.isEmpty {
      return try receiver.receive(assembler.documentRow(kind, line: line, byte: start))
    }
    guard assembler.isRecognised || isError else {
      throw DocumentError(
        file: file, line: line, byte: start,
        reason: "JSON that is not a known export of this system")
    }
    try receiver.endPage(
      ExportPage(fields: fields, recordCount: assembler.recordCount, line: line))
  }

  private func scalar(_ text: [UInt8]?, _ offset: Int) {
    noteElement()
    guard !frames.allSatisfy(\.isArray) else { return }
    let isReference = key.elementsEqual("_value_1".utf8) || key.elementsEqual("value".utf8)
    if isReference, let text,
      key.withUnsafeBytes({
        assembler.addReferenceValue($0, String(decoding: text, as: UTF8.self))
      })
    {
      return
    }
    let line = counted.line
    key.withUnsafeBytes { assembler.enter($0, line: line, byte: offset) }
    if let text, !text.withUnsafeBytes({ assembler.append($0) }) {
      fault = DocumentError(
        file: file, line: self.line(at: offset), byte: offset,
        reason: "a record of more than 16 MiB")
    }
    if assembler.leave() {
      fault = DocumentError(
        file: file, line: self.line(at: offset), byte: offset,
        reason: "expected an object in a list of records")
    }
  }

  private func line(at offset: Int) -> Int {
    if offset < counted.byte { counted = (0, 1) }
    counted.line += bytes[counted.byte..<min(offset, bytes.count)].count { $0 == 0x0A }
    counted.byte = min(offset, bytes.count)
    return counted.line
  }
}
