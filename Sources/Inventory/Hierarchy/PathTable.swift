/// The known paths: those of nodes, and all their ancestors.
struct PathTable {
  private var table = KeyTable()
  private let arena = ByteArena()
  /// The path one part shorter, by index; nil where there is but one part.
  private(set) var parents: [Int?] = []

  private static let dot = UInt8(ascii: ".")

  /// The index of a path, or nil if it is not known.
  func index(of path: String) -> Int? { path.withBytes { table.index(of: $0) } }

  /// The path with this index.
  func path(_ index: Int) -> String { String(decoding: table.keys[index], as: UTF8.self) }

  /// Makes a path and all its ancestors known, and gives the path's index.
  mutating func insert(_ path: String) -> Int {
    if let known = index(of: path) { return known }
    let bytes = path.withBytes { arena.copy($0) }
    let added = add(bytes)
    var child = added
    var rest = bytes
    while let dot = rest.lastIndex(of: Self.dot) {
      rest = UnsafeRawBufferPointer(rebasing: rest[..<dot])
      if let known = table.index(of: rest) {
        parents[child] = known
        break
      }
      let parent = add(rest)
      parents[child] = parent
      child = parent
    }
    return added
  }

  /// How many paths are known.
  var count: Int { table.count }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) -> Int {
    parents.append(nil)
    return table.insert(bytes).index
  }
}
