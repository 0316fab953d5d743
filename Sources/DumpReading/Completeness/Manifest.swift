internal import Documents

/// The list that a dump has of its own files: `manifest.json` at its root.
///
/// ```
/// {"files": [{"file": "users/a.jsonl", "size": 1024, "sha256": "<64 hex>", "records": 10}, …]}
/// ```
///
/// `file` is the path below the dump's root, or the name of an entry if the dump is a zip; `size` and
/// `sha256` are of the file as it is stored, `records` counts all records in it. What is not given
/// is not checked. A `note` may be in each object and is not read; any other key is refused.
struct Manifest: Equatable, Sendable {
  struct Entry: Equatable, Sendable {
    var file: String
    var byteCount: Int?
    /// Lower-case.
    var sha256: String?
    var recordCount: Int?
  }

  private(set) var entries: [Entry] = []

  /// A manifest of nothing.
  init() {}

  /// Reads a manifest.
  ///
  /// - Throws: at the first value that is not as above, or file that is given twice.
  init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    func refusal(_ node: JSONNode, _ reason: String) -> DocumentError {
      DocumentError(file: file, bytes: bytes, byte: node.offset, reason: reason)
    }
    let root = try JSONNode(parsing: bytes, file: file)
    if let member = Self.unknownMember(of: root, known: ["files"]) {
      throw Self.refusal(ofUnknown: member, ["files"], bytes, file)
    }
    guard let files = root["files"], case .array(let nodes) = files.value else {
      throw refusal(root["files"] ?? root, "expected \"files\": an array, in a manifest")
    }
    var known: Set<[UInt8]> = []
    for node in nodes {
      if let member = Self.unknownMember(of: node, known: Self.entryKeys) {
        throw Self.refusal(ofUnknown: member, Self.entryKeys, bytes, file)
      }
      let entry: Entry
      do throws(ManifestFault) {
        entry = try Entry(node)
      } catch {
        throw refusal(error.node, error.reason)
      }
      guard known.insert(Array(entry.file.utf8)).inserted else {
        throw refusal(node, "the file \"\(entry.file)\" is given twice")
      }
      entries.append(entry)
    }
  }
}

extension Manifest {
  private static let entryKeys = ["file", "size", "sha256", "records"]

  /// The first member of an object that a manifest does not have: it may be a misspelt
  /// check.
  private static func unknownMember(of node: JSONNode, known: [String]) -> JSONNode.Member? {
    guard case .object(let members) = node.value else { return nil }
    return members.first { $0.key != "note" && !known.contains($0.key) }
  }

  private static func refusal(
    ofUnknown member: JSONNode.Member, _ known: [String], _ bytes: [UInt8], _ file: String
  ) -> DocumentError {
    DocumentError(
      file: file, bytes: bytes, byte: member.keyOffset,
      reason: "a manifest has no key \"\(member.key)\" here; expected "
        + (known + ["note"]).joined(separator: ", "))
  }
}

/// A fault of a manifest, and its place.
private struct ManifestFault: Error {
  var node: JSONNode
  var reason: String
}

extension Manifest.Entry {
  fileprivate init(_ node: JSONNode) throws(ManifestFault) {
    guard let name = node["file"]?.string, !name.isEmpty else {
      throw ManifestFault(node: node["file"] ?? node, reason: "expected \"file\": a path")
    }
    file = name
    byteCount = try Self.number("size", in: node)
    recordCount = try Self.number("records", in: node)
    if let digest = node["sha256"] {
      let text = digest.string?.lowercased() ?? ""
      let isDigest = text.utf8.count == 64 && text.utf8.allSatisfy(Self.isHexadecimal)
      if !isDigest { throw ManifestFault(node: digest, reason: "expected 64 hexadecimal digits") }
      sha256 = text
    }
  }

  private static func number(_ key: String, in node: JSONNode) throws(ManifestFault) -> Int? {
    guard let member = node[key] else { return nil }
    if case .number(let text) = member.value, let number = Int(text), number >= 0 { return number }
    throw ManifestFault(node: member, reason: "expected a whole number under \"\(key)\"")
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte)
  }
}
