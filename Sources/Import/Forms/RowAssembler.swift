/// Puts rows together from the elements of a document, as a `FieldTree` says.
///
/// XML and JSON make the same calls: `enter` and `leave` around an element or key, and `append`
/// between.
struct RowAssembler: ~Copyable {
  private let tree: FieldTree
  /// The node of each open element that matters, and `Node.none` for a column of a query.
  private var open: [Int32] = [0]
  /// How many elements are open below the last of these that do not matter.
  private var skippedDepth = 0
  /// Where the text of the open element begins in the bytes of the row or page.
  private var textStart = 0
  /// True if text that comes now is wanted.
  private(set) var wantsText = false
  /// The depth at which the open record began; 0 outside of records.
  private var recordDepth = 0
  private var isTable = false
  private var operation = ""
  /// The record that is open, or the last one.
  var row = Row()
  /// Fields outside of records.
  var page = Row()
  /// True if an element was met that only this system's documents have.
  private(set) var isRecognised = false
  private(set) var recordCount = 0
  private var rowByteCount = 0

  /// The most bytes of wanted text in one record.
  static let rowByteCountMax = 16 << 20

  init(_ tree: FieldTree) { self.tree = tree }

  /// Enters an element.
  ///
  /// - Parameter local: its name without a prefix.
  /// - Returns: whether a record begins with it; its place is still to be set.
  mutating func enter(_ local: UnsafeRawBufferPointer) -> Bool {
    guard skippedDepth == 0 else {
      skippedDepth += 1
      return false
    }
    if isTable, open.count == recordDepth + 1 {
      let title = unsafe row.append(local)
      row.columns.append(Row.Column(title: title, text: title.upperBound..<title.upperBound))
      open.append(FieldTree.Node.none)
      beginText(true)
      return false
    }
    let parent = open[open.count - 1]
    return unsafe enter(
      parent == FieldTree.Node.none ? parent : node(named: local, in: parent).number)
  }

  /// The number of the element that is open; nil where names of elements in it do not matter.
  var parent: Int32? {
    let isColumn = isTable && open.count == recordDepth + 1
    let parent = open[open.count - 1]
    return skippedDepth > 0 || isColumn || parent == FieldTree.Node.none ? nil : parent
  }

  /// The number of an element in one that is open.
  ///
  /// - Returns: the number, and if elements of this name always have it and nothing more is to be
  ///   known of the name.
  mutating func node(
    named local: UnsafeRawBufferPointer, in parent: Int32
  ) -> (number: Int32, isFixed: Bool) {
    let node = unsafe tree.child(of: parent, named: local)
    guard node != FieldTree.Node.none, tree.nodes[Int(node)].isSuffix else { return (node, true) }
    operation = unsafe String(decoding: local, as: UTF8.self)
    return (node, false)
  }

  /// Enters an element that has a number, in one whose elements' names matter.
  mutating func enter(_ node: Int32) -> Bool {
    guard node != FieldTree.Node.none else {
      skippedDepth = 1
      beginText(false)
      return false
    }
    open.append(node)
    let found = tree.nodes[Int(node)]
    if found.isRecognised { isRecognised = true }
    let beginsRecord = found.kind != FieldTree.Node.none && recordDepth == 0
    if beginsRecord {
      beginRecord(tree.kinds[Int(found.kind)])
      isTable = found.isTable
    }
    beginText(found.field != nil)
    return beginsRecord
  }

  /// Begins a record at the element that is open.
  private mutating func beginRecord(_ kind: String) {
    recordDepth = open.count - 1
    recordCount += 1
    rowByteCount = 0
    row.removeAll()
    row.kind = kind
    row.operation = operation
  }

  /// Takes text; false where the record has too much of it.
  mutating func append(_ text: UnsafeRawBufferPointer) -> Bool {
    guard wantsText else { return true }
    rowByteCount += text.count
    if recordDepth > 0 {
      unsafe row.bytes.append(contentsOf: text)
    } else {
      unsafe page.bytes.append(contentsOf: text)
    }
    return rowByteCount <= Self.rowByteCountMax
  }

  /// True if an attribute of the element that is open matters.
  var wantsAttributes: Bool {
    let node = open[open.count - 1]
    return skippedDepth == 0 && node != FieldTree.Node.none
      && tree.nodes[Int(node)].hasAttributes
  }

  /// Takes an attribute of the element that is open.
  mutating func attribute(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    var named: [UInt8] = [UInt8(ascii: "@")]
    unsafe named.append(contentsOf: Self.localName(name))
    let child = unsafe named.withUnsafeBytes {
      unsafe tree.child(of: open[open.count - 1], named: $0)
    }
    guard child != FieldTree.Node.none, let field = tree.nodes[Int(child)].field else { return }
    unsafe add(field, value)
  }

  /// Leaves the element that is open.
  ///
  /// - Returns: whether a record, which is in `row`, ends with it.
  mutating func leave() -> Bool {
    guard skippedDepth == 0 else {
      skippedDepth -= 1
      return false
    }
    let node = open.removeLast()
    guard node != FieldTree.Node.none else {
      row.columns[row.columns.count - 1].text = row.trimmed(textStart..<row.bytes.count)
      beginText(false)
      return false
    }
    let found = tree.nodes[Int(node)]
    if let field = found.field { addText(field) }
    if found.isGroup { add(.endOfGroup, 0..<0) }
    let endsRecord = recordDepth > 0 && open.count == recordDepth
    if endsRecord {
      recordDepth = 0
      isTable = false
    }
    beginText(false)
    return endsRecord
  }

  /// Enters an object at the top of a JSON document, which has no name.
  mutating func enterTop() { open.append(0) }

  /// Adds a value to the element that is open, as a member of a reference (`_value_1`, `value`).
  ///
  /// - Returns: false where such a member means something else there.
  mutating func addReferenceValue(
    _ name: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer
  ) -> Bool {
    let node = open[open.count - 1]
    guard skippedDepth == 0, node != FieldTree.Node.none, let field = tree.nodes[Int(node)].field,
      unsafe tree.child(of: node, named: name) == FieldTree.Node.none
    else { return false }
    unsafe add(field, text)
    return true
  }

  /// Notes an element that may repeat and is not there once: an empty list.
  mutating func enterEmptyList(_ local: UnsafeRawBufferPointer) {
    let parent = open[open.count - 1]
    guard skippedDepth == 0, parent != FieldTree.Node.none else { return }
    let node = unsafe tree.child(of: parent, named: local)
    guard node != FieldTree.Node.none else { return }
    if tree.nodes[Int(node)].isRecognised { isRecognised = true }
    if let field = tree.nodes[Int(node)].field { add(field, 0..<0) }
  }

  /// Forgets the fields of a document, before the next one of the same file.
  mutating func beginDocument() {
    page.removeAll()
    recordCount = 0
    isRecognised = false
    operation = ""
  }

  /// Makes the fields of a document one record itself: `page` is its row.
  mutating func makePageRecord(_ kind: String, line: Int, byte: Int) {
    page.kind = kind
    page.operation = operation
    page.line = line
    page.byte = byte
  }

  /// Adds the text since the element was entered.
  private mutating func addText(_ field: Field) {
    if recordDepth > 0 {
      add(field, row.trimmed(textStart..<row.bytes.count))
    } else {
      add(field, page.trimmed(textStart..<page.bytes.count))
    }
  }

  private mutating func add(_ field: Field, _ text: UnsafeRawBufferPointer) {
    let range = unsafe recordDepth > 0 ? row.append(text) : page.append(text)
    add(field, range)
    // This is not text of the element itself.
    textStart = range.upperBound
  }

  /// Adds a field to the record that is open, or else to the page.
  private mutating func add(_ field: Field, _ text: Range<Int>) {
    if recordDepth > 0 {
      row.values.append(Row.Value(field: field, text: text))
    } else {
      page.values.append(Row.Value(field: field, text: text))
    }
  }

  private mutating func beginText(_ isWanted: Bool) {
    wantsText = isWanted
    textStart = recordDepth > 0 ? row.bytes.count : page.bytes.count
  }

  /// A name without its prefix.
  static func localName(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard let colon = unsafe name.lastIndex(of: UInt8(ascii: ":")), colon + 1 < name.count else {
      return unsafe name
    }
    return unsafe UnsafeRawBufferPointer(rebasing: name[(colon + 1)...])
  }
}
