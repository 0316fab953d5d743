/// The elements (XML) or keys (JSON) of a system's documents that matter, as a tree of names.
/// Arrays
/// of JSON have no names, so a list and its only element look alike.
struct FieldTree: Sendable {
  struct Node: Sendable {
    /// The local name, in UTF-8.
    var name: [UInt8]
    /// True if the name is only the end of the names that match.
    var isSuffix = false
    var children: [Int] = []
    var field: Field?
    /// The kind of record that an element of this name is.
    var record: String?
    /// True if a record's children are columns of a query, whatever their names are.
    var isTable = false
    /// True if the end of the element separates values that belong together.
    var isGroup = false
    /// True if the element alone shows that the document is of this system.
    var isRecognised = false
  }

  private(set) var nodes: [Node] = [Node(name: [])]
  /// The kind of record that an object at the top of a JSON document is, if one may be.
  var rootRecord: String?

  /// Adds a field at a path of names, separated by `/`.
  mutating func add(_ path: String, _ field: Field) { nodes[node(at: path)].field = field }

  /// Makes the elements at a path records of a kind.
  mutating func addRecord(_ path: String, _ kind: String, isTable: Bool = false) {
    let node = node(at: path)
    nodes[node].record = kind
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
      let found = nodes[at].children.first {
        nodes[$0].name == name && nodes[$0].isSuffix == isSuffix
      }
      if let found {
        at = found
      } else {
        nodes.append(Node(name: name, isSuffix: isSuffix))
        nodes[at].children.append(nodes.count - 1)
        at = nodes.count - 1
      }
    }
    return at
  }

  /// The child of a node with this name; nil where the name does not matter.
  func child(of node: Int, named name: UnsafeRawBufferPointer) -> Int? {
    for child in nodes[node].children {
      let candidate = nodes[child].name
      if name.count == candidate.count
        ? name.elementsEqual(candidate)
        : nodes[child].isSuffix
          && name.suffix(candidate.count).elementsEqual(candidate)
      {
        return child
      }
    }
    return nil
  }
}
