/// Puts rows together from the elements of a document, as a `FieldTree` says.
///
/// XML and JSON make the same calls: `enter` and `leave` around an element or key, `text` between.
struct RowAssembler {
  private let tree: FieldTree
  /// The node of each open element; nil where the element does not matter.
  private var open: [Int?] = [0]
  private var text: [UInt8] = []
  private var isTextWanted = false
  /// The depth at which the open record began; 0 outside of records.
  private var recordDepth = 0
  private var isTable = false
  private var operation = ""
  private(set) var row = Row()
  /// Fields outside of records.
  private(set) var documentFields: [(field: Field, text: String)] = []
  /// True if an element was met that only this system's documents have.
  private(set) var isRecognised = false
  private(set) var recordCount = 0
  private var rowByteCount = 0

  /// The most bytes of wanted text in one record.
  static let rowByteCountMax = 16 << 20

  init(_ tree: FieldTree) { self.tree = tree }

  /// True if text that comes now is wanted.
  var wantsText: Bool { isTextWanted }

  /// True if a record is open.
  var isInRecord: Bool { recordDepth > 0 }

  /// Enters an element.
  mutating func enter(_ name: UnsafeRawBufferPointer, line: Int, byte: Int) {
    let local = Self.localName(name)
    if isTable, open.count == recordDepth + 1 {
      row.columns.append((String(decoding: local, as: UTF8.self), ""))
      open.append(nil)
      return beginText(true)
    }
    let node = open[open.count - 1].flatMap { tree.child(of: $0, named: local) }
    open.append(node)
    guard let node else {
      isTextWanted = false
      return
    }
    let found = tree.nodes[node]
    if found.isRecognised { isRecognised = true }
    if found.isSuffix { operation = String(decoding: local, as: UTF8.self) }
    beginText(found.field != nil)
    guard let kind = found.record, recordDepth == 0 else { return }
    beginRecord(kind, line: line, byte: byte)
    isTable = found.isTable
  }

  /// Begins a record at the element that is open.
  private mutating func beginRecord(_ kind: String, line: Int, byte: Int) {
    recordDepth = open.count - 1
    recordCount += 1
    rowByteCount = 0
    row.fields.removeAll(keepingCapacity: true)
    row.columns.removeAll(keepingCapacity: true)
    row.kind = kind
    row.operation = operation
    row.line = line
    row.byte = byte
  }

  /// Takes text; false where the record has too much of it.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard isTextWanted else { return true }
    rowByteCount += bytes.count
    text.append(contentsOf: bytes)
    return rowByteCount <= Self.rowByteCountMax
  }

  /// Takes an attribute of the element that is open.
  mutating func attribute(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    guard let node = open[open.count - 1], !tree.nodes[node].children.isEmpty else { return }
    var named: [UInt8] = [UInt8(ascii: "@")]
    named.append(contentsOf: Self.localName(name))
    named.withUnsafeBytes { name in
      guard let child = tree.child(of: node, named: name), let field = tree.nodes[child].field
      else { return }
      add(field, String(decoding: value, as: UTF8.self))
    }
  }

  /// Leaves the element that is open.
  ///
  /// - Returns: whether a record, which is in `row`, ends with it.
  mutating func leave() -> Bool {
    let node = open.removeLast()
    defer { beginText(false) }
    if isTable, open.count == recordDepth + 1 {
      row.columns[row.columns.count - 1].text = trimmedText()
      return false
    }
    if let node {
      if let field = tree.nodes[node].field { add(field, trimmedText()) }
      if tree.nodes[node].isGroup { add(.endOfGroup, "") }
    }
    guard recordDepth > 0, open.count == recordDepth else { return false }
    recordDepth = 0
    isTable = false
    return true
  }

  /// Enters an object at the top of a JSON document, which has no name.
  mutating func enterTop() { open.append(0) }

  /// Adds a value to the element that is open, as a member of a reference (`_value_1`, `value`).
  ///
  /// - Returns: false where such a member means something else there.
  mutating func addReferenceValue(_ name: UnsafeRawBufferPointer, _ text: String) -> Bool {
    guard let node = open[open.count - 1], let field = tree.nodes[node].field,
      tree.child(of: node, named: name) == nil
    else { return false }
    add(field, text)
    return true
  }

  /// Notes an element that may repeat and is not there once: an empty list.
  mutating func enterEmptyList(_ name: UnsafeRawBufferPointer) {
    guard let parent = open[open.count - 1],
      let node = tree.child(of: parent, named: Self.localName(name))
    else { return }
    if tree.nodes[node].isRecognised { isRecognised = true }
    if let field = tree.nodes[node].field { add(field, "") }
  }

  /// Adds a field to the record that is open, or else to the document.
  mutating func add(_ field: Field, _ text: String) {
    if recordDepth > 0 {
      row.fields.append((field, text))
    } else {
      documentFields.append((field, text))
    }
  }

  /// Forgets the fields of a document, before the next one of the same file.
  mutating func beginDocument() {
    documentFields.removeAll(keepingCapacity: true)
    recordCount = 0
    isRecognised = false
    operation = ""
  }

  /// The fields of a document that is one record itself, as a row.
  mutating func documentRow(_ kind: String, line: Int, byte: Int) -> Row {
    row.fields = documentFields
    row.columns = []
    row.kind = kind
    row.operation = operation
    row.line = line
    row.byte = byte
    return row
  }

  private mutating func beginText(_ isWanted: Bool) {
    isTextWanted = isWanted
    text.removeAll(keepingCapacity: true)
  }

  private func trimmedText() -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = text.firstIndex(where: { !isBlank($0) }),
      let last = text.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: text[first...last], as: UTF8.self)
  }

  /// A name without its prefix.
  private static func localName(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let colon = name.lastIndex(of: UInt8(ascii: ":")), colon + 1 < name.count else {
      return name
    }
    return UnsafeRawBufferPointer(rebasing: name[(colon + 1)...])
  }
}
