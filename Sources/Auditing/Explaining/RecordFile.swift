/// The name of a file of records in identities. An export has more than a path: what follows is
/// separated by U+001F (`IdentitiesFormat.md`).
struct RecordFile {
  var path: String
  /// The system, the name of the source, and the element or row; empty where it is a dump.
  var system = ""
  var source = ""
  var element = ""

  private static let separator: Character = "\u{1F}"

  init(path: String, system: String, source: String, element: String) {
    self.path = path
    self.system = system
    self.source = source
    self.element = element
  }

  /// Reads a name.
  init(_ name: String) {
    let parts = name.split(separator: Self.separator, omittingEmptySubsequences: false)
    guard parts.count == 4 else {
      path = name
      return
    }
    path = String(parts[0])
    system = String(parts[1])
    source = String(parts[2])
    element = String(parts[3])
  }

  /// The name in identities.
  var name: String { [path, system, source, element].joined(separator: "\u{1F}") }

  /// The export in words; empty where it is a dump.
  var export: String { system.isEmpty ? "" : "\(system) \(source), \(element)" }
}
