/// The known paths: those of nodes, and all their ancestors.
struct PathTable {
  private var table = KeyTable()
  private let arena = ByteArena()
  /// The path one part shorter, by index; nil where there is but one part.
  private(set) var parents: [Int?] = []

  private static let dot = UInt8(ascii: ".")

  /// The index of a path, or nil if it is not known.
  func index(of path: String) -> Int? { unsafe path.withBytes { unsafe table.index(of: $0) } }

  /// The path with this index.
  func path(_ index: Int) -> String { unsafe String(decoding: table.keys[index], as: UTF8.self) }

  /// Makes a path and all its ancestors known, and gives the path's index.
  mutating func insert(_ path: String) -> Int {
    if let known = index(of: path) { return known }
    let bytes = unsafe path.withBytes { unsafe arena.copy($0) }
    let added = unsafe add(bytes)
    var child = added
    var rest = unsafe bytes
    while let dot = unsafe rest.lastIndex(of: Self.dot) {
      unsafe rest = unsafe UnsafeRawBufferPointer(rebasing: rest[..<dot])
      if let known = unsafe table.index(of: rest) {
        parents[child] = known
        break
      }
      let parent = unsafe add(rest)
      parents[child] = parent
      child = parent
    }
    return added
  }

  /// How many paths are known.
  var count: Int { table.count }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) -> Int {
    parents.append(nil)
    return unsafe table.insert(bytes).index
  }
}
