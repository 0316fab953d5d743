internal import CRecordParser
public import Documents

/// Records that are to be left out as malformed, because a hierarchy that is known by now does not
/// have their places: all at some places, and nodes one by one.
///
/// JSON Lines: `{"path": "…", "reason": "…"}`, the same with `hierarchy`, or
/// `{"file": "…", "byte": 0, "reason": "…"}` of a node.
public struct MisplacedRecords: Sendable {
  private var places: [Location: String] = [:]
  private var nodes: [(file: String, byte: Int, reason: String)] = []
  /// By where they stand, once it is known which files there are.
  private var nodeReasons: [RecordPosition: String] = [:]

  /// Reads such lines.
  ///
  /// - Throws: at the first that is none.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    var start = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      if line.isEmpty { continue }
      let node = try JSONNode(parsing: Array(line), file: file)
      guard let reason = node["reason"]?.string, add(node, reason) else {
        throw DocumentError(
          file: file, bytes: bytes, byte: start,
          reason: "expected a place, or a file and a byte, and a reason")
      }
    }
  }

  private mutating func add(_ node: JSONNode, _ reason: String) -> Bool {
    if let path = node["path"]?.string {
      places[.path(path)] = reason
    } else if let hierarchy = node["hierarchy"]?.string {
      places[.hierarchy(hierarchy)] = reason
    } else if let file = node["file"]?.string, case .number(let text)? = node["byte"]?.value,
      let byte = Int(text)
    {
      nodes.append((file, byte, reason))
    } else {
      return false
    }
    return true
  }

  /// Finds the nodes among these files.
  mutating func locate(in plan: DumpPlan) {
    let indexes = Dictionary(
      zip(plan.files.map(\.name), plan.files.indices), uniquingKeysWith: { first, _ in first })
    for node in nodes {
      guard let file = indexes[node.file] else { continue }
      nodeReasons[RecordPosition(file: file, byte: node.byte)] = node.reason
    }
  }

  /// Why a record is left out; nil for one that is not.
  func reason(
    of record: UnsafePointer<uc_record>, _ role: Role, at position: RecordPosition
  ) -> String? {
    unsafe role == .node ? nodeReasons[position] : places[Location(of: record)]
  }
}
