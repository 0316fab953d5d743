/// A hierarchy node; its own path is the path of its record, a dot and its name.
struct ReferenceNode {
  let path: Bytes
  let name: Bytes
  let type: Bytes
  let pkid: Bytes?
}

/// All nodes, and the questions that AuditRules.md §2, rule 5 asks of them.
struct ReferenceHierarchy {
  private(set) var nodes: [Bytes: ReferenceNode] = [:]
  private var pathOfPKID: [Bytes: Bytes] = [:]
  private var knownPaths: Set<Bytes> = []

  init(_ records: [RawRecord]) throws {
    var pending = records.filter { bytes($0.modelType) == bytes(RecordShape.node) }
    let nodePKIDs = Set(pending.compactMap { $0.pkid.map { pkidNumber(bytes($0)) } })
    // A node may name its parent by pkid, and the parent may come later: go round until all are placed.
    while !pending.isEmpty {
      let before = pending.count
      var waiting: [RawRecord] = []
      for record in pending {
        guard let parent = try parentPath(record, nodePKIDs) else {
          waiting.append(record)
          continue
        }
        try add(record, below: parent)
      }
      pending = waiting
      if pending.count == before { throw ReferenceFailure.malformed("nodes above each other") }
    }
    for path in nodes.keys { knownPaths.formUnion(chain(path)) }
  }

  /// The path that a node's record lives in; nil if the parent is known by pkid but not placed yet.
  private func parentPath(_ record: RawRecord, _ nodePKIDs: Set<Bytes>) throws -> Bytes? {
    switch record.place {
    case .absent: throw ReferenceFailure.malformed("no path")
    case .path(let path): return try nonEmpty(bytes(path))
    case .hierarchy(let text):
      let number = pkidNumber(bytes(text))
      if nodePKIDs.contains(number) { return pathOfPKID[number] }
      if isPKID(bytes(text)) { throw ReferenceFailure.malformed("unknown pkid") }
      return try nonEmpty(bytes(text))
    }
  }

  private func nonEmpty(_ path: Bytes) throws -> Bytes {
    if path.isEmpty { throw ReferenceFailure.malformed("empty path") }
    return path
  }

  private mutating func add(_ record: RawRecord, below parent: Bytes) throws {
    guard let shape = RecordShape.of(record.modelType) else { return }
    let parsed = try ParsedRecord(record, shape)
    let name = parsed.texts[0]
    if name.isEmpty { throw ReferenceFailure.malformed("node without a name") }
    if name.contains(0x2E) { throw ReferenceFailure.malformed("node name with a dot") }
    var node = ReferenceNode(
      path: parent + [0x2E] + name, name: name, type: parsed.texts[1],
      pkid: record.pkid.map(bytes))
    if node.type == bytes("Customer"), !isPKID(node.pkid ?? []) {
      throw ReferenceFailure.malformed("customer PKID is not 24 hexadecimal digits")
    }
    if let other = nodes[node.path] {
      guard other.pkid.map(pkidNumber) == node.pkid.map(pkidNumber), other.type == node.type else {
        throw ReferenceFailure.malformed("one path, two nodes")
      }
      if let mine = node.pkid, let first = other.pkid, precedes(first, mine) { node = other }
    }
    if let pkid = node.pkid.map(pkidNumber) {
      if let other = pathOfPKID[pkid], other != node.path {
        throw ReferenceFailure.malformed("one pkid, two nodes")
      }
      pathOfPKID[pkid] = node.path
    }
    nodes[node.path] = node
  }

  /// The node path of a record, checked.
  func path(of place: RawRecord.Place) throws -> Bytes {
    switch place {
    case .absent: throw ReferenceFailure.malformed("no path")
    case .path(let path): return try known(bytes(path))
    case .hierarchy(let text): return try pathOfPKID[pkidNumber(bytes(text))] ?? known(bytes(text))
    }
  }

  private func known(_ path: Bytes) throws -> Bytes {
    if !knownPaths.contains(path) {
      throw ReferenceFailure.malformed("path is neither a node nor above one")
    }
    return path
  }

  /// A path and all paths above it, nearest first.
  func chain(_ path: Bytes) -> [Bytes] {
    var result = [path]
    var rest = path
    while let dot = rest.lastIndex(of: 0x2E) {
      rest = Bytes(rest[..<dot])
      result.append(rest)
    }
    return result
  }

  /// The nearest node of a type at a path or above it.
  func nearest(_ type: String, _ path: Bytes) -> ReferenceNode? {
    chain(path).compactMap { nodes[$0] }.first { $0.type == bytes(type) }
  }

  /// True if the node at the path, or one between it and the nearest customer, is a Site.
  func isAtSite(_ path: Bytes) -> Bool {
    for node in chain(path).compactMap({ nodes[$0] }) {
      if node.type == bytes("Customer") { return false }
      if node.type == bytes("Site") { return true }
    }
    return false
  }
}
