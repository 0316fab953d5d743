/// The elements (XML) or keys (JSON) of a system's documents that matter, as a tree of names.
/// Arrays of JSON have no names, so a list and its only element look alike.
struct FieldTree: Sendable {
  /// An element, without references: a look at one costs nothing but the look.
  struct Node: Sendable {
    fileprivate var name: Name
    /// True if the name is only the end of the names that match.
    fileprivate(set) var isSuffix = false
    /// True if the element alone shows that the document is of this system.
    fileprivate(set) var isRecognised = false
    /// True if a record's children are columns of a query, whatever their names are.
    fileprivate(set) var isTable = false
    /// True if the end of the element separates values that belong together.
    fileprivate(set) var isGroup = false
    /// True if an attribute matters.
    fileprivate(set) var hasAttributes = false
    /// True if a child's name is only the end of the names that match.
    fileprivate var hasSuffixes = false
    fileprivate(set) var field: Field?
    /// The index of the kind of record that an element of this name is.
    fileprivate(set) var kind: Int32 = Node.none
    fileprivate var parent = Node.none
    fileprivate var firstChild = Node.none
    fileprivate var lastChild = Node.none
    fileprivate var nextSibling = Node.none

    /// The number of a node that is not there: of an element that does not matter.
    static let none: Int32 = -1
  }

  /// A name as numbers: names of up to 16 bytes are equal if these are.
  fileprivate struct Name: Equatable {
    /// The first and the last eight bytes, which may overlap, or four of each of a short name.
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var byteCount: Int32
    /// Where it begins in `names`.
    var start: Int32 = 0

    init(_ name: UnsafeRawBufferPointer) {
      let count = name.count
      byteCount = Int32(truncatingIfNeeded: count)
      if count >= 8 {
        head = unsafe name.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        tail = unsafe name.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      } else if count >= 4 {
        head = unsafe UInt64(name.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
        tail = unsafe UInt64(name.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      } else {
        for unsafe(byte) in unsafe name { head = head << 8 | UInt64(byte) }
      }
    }
  }

  private(set) var nodes = unsafe [Node(name: Name(UnsafeRawBufferPointer(start: nil, count: 0)))]
  /// The kinds of records.
  private(set) var kinds: [String] = []
  /// The bytes of all names.
  private var names: [UInt8] = []
  /// Nodes by their parent and their name: an open table of a power of two, at most half full.
  private var table = [Int32](repeating: Node.none, count: 64)
  /// The kind of record that an object at the top of a JSON document is, if one may be.
  var rootRecord: String?

  /// Adds a field at a path of names, separated by `/`.
  mutating func add(_ path: String, _ field: Field) { nodes[node(at: path)].field = field }

  /// Makes the elements at a path records of a kind.
  mutating func addRecord(_ path: String, _ kind: String, isTable: Bool = false) {
    let node = node(at: path)
    nodes[node].kind = Int32(kinds.count)
    kinds.append(kind)
    nodes[node].isTable = isTable
    nodes[node].isRecognised = true
  }

  mutating func addGroup(_ path: String) { nodes[node(at: path)].isGroup = true }

  mutating func recognise(_ path: String) { nodes[node(at: path)].isRecognised = true }

  private mutating func node(at path: String) -> Int {
    var at = 0
    for part in path.split(separator: "/") {
      let isSuffix = part.hasPrefix("*")
      let name = Array((isSuffix ? part.dropFirst() : part).utf8)
      at = existing(at, name, isSuffix) ?? added(at, name, isSuffix)
    }
    return at
  }

  private func existing(_ parent: Int, _ name: [UInt8], _ isSuffix: Bool) -> Int? {
    var child = nodes[parent].firstChild
    while child != Node.none {
      let node = nodes[Int(child)]
      if node.isSuffix == isSuffix, bytes(of: node.name) == name[...] { return Int(child) }
      child = node.nextSibling
    }
    return nil
  }

  private mutating func added(_ parent: Int, _ name: [UInt8], _ isSuffix: Bool) -> Int {
    var node = unsafe Node(name: name.withUnsafeBytes { unsafe Name($0) })
    node.name.start = Int32(names.count)
    node.isSuffix = isSuffix
    node.parent = Int32(parent)
    names += name
    let index = nodes.count
    nodes.append(node)
    if nodes[parent].firstChild == Node.none { nodes[parent].firstChild = Int32(index) }
    if nodes[parent].lastChild != Node.none {
      nodes[Int(nodes[parent].lastChild)].nextSibling = Int32(index)
    }
    nodes[parent].lastChild = Int32(index)
    if name.first == UInt8(ascii: "@") { nodes[parent].hasAttributes = true }
    if isSuffix { nodes[parent].hasSuffixes = true }
    enter(Int32(index))
    return index
  }

  private mutating func enter(_ node: Int32) {
    if nodes.count * 2 > table.count {
      table = Array(repeating: Node.none, count: table.count * 2)
      for other in 1..<node { enter(other) }
    }
    var slot = self.slot(nodes[Int(node)].parent, nodes[Int(node)].name)
    while table[slot] != Node.none { slot = (slot + 1) & (table.count - 1) }
    table[slot] = node
  }

  private func slot(_ parent: Int32, _ name: Name) -> Int {
    let mixed =
      (name.head ^ name.tail &* 31 ^ UInt64(UInt32(bitPattern: parent)) << 32)
      &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40) & (table.count - 1)
  }

  private func bytes(of name: Name) -> ArraySlice<UInt8> {
    names[Int(name.start)..<(Int(name.start) + Int(name.byteCount))]
  }

  /// The number of a node's child with this name; `Node.none` where the name does not matter.
  func child(of node: Int32, named name: UnsafeRawBufferPointer) -> Int32 {
    if nodes[Int(node)].hasSuffixes { return unsafe firstChild(of: node, named: name) }
    let wanted = unsafe Name(name)
    var slot = self.slot(node, wanted)
    while table[slot] != Node.none {
      let candidate = table[slot]
      if nodes[Int(candidate)].parent == node, unsafe isName(of: candidate, wanted, name) {
        return candidate
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return Node.none
  }

  /// The same where the end of a name may match: the first child in the order of the tree.
  private func firstChild(of node: Int32, named name: UnsafeRawBufferPointer) -> Int32 {
    let wanted = unsafe Name(name)
    var child = nodes[Int(node)].firstChild
    while child != Node.none {
      let candidate = nodes[Int(child)]
      if unsafe isName(of: child, wanted, name) { return child }
      if candidate.isSuffix, name.count > candidate.name.byteCount,
        unsafe name.suffix(Int(candidate.name.byteCount)).elementsEqual(bytes(of: candidate.name))
      {
        return child
      }
      child = candidate.nextSibling
    }
    return Node.none
  }

  private func isName(
    of node: Int32, _ wanted: Name, _ bytes: UnsafeRawBufferPointer
  ) -> Bool {
    let name = nodes[Int(node)].name
    return unsafe name.byteCount == wanted.byteCount && name.head == wanted.head
      && name.tail == wanted.tail
      && (name.byteCount <= 16 || bytes.elementsEqual(self.bytes(of: name)))
  }
}
