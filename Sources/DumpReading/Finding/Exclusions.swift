internal import Glibc

/// Patterns of files that are left out of a dump.
///
/// `*` stands for any characters, `/` included, `?` for one, `[a-z]` for one of a set. A pattern
/// without
/// `/` is compared with every name on the way from the dump to the file, one with `/` with the
/// whole path below the dump, and below the archive in which the file is. What is in a folder or an
/// archive that matches is left out with it.
struct Exclusions: Sendable {
  private let named: [String]
  private let paths: [String]

  var isEmpty: Bool { named.isEmpty && paths.isEmpty }

  init(_ patterns: [String]) {
    let trimmed = patterns.map(Self.trimmed)
    named = trimmed.filter { !$0.utf8.contains(UInt8(ascii: "/")) }
    paths = trimmed.filter { $0.utf8.contains(UInt8(ascii: "/")) }
  }

  /// True if a path below the dump, or below an archive, is left out.
  func exclude(_ path: String) -> Bool {
    if isEmpty { return false }
    let path = Self.trimmed(path)
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    if parts.contains(where: { part in named.contains { Self.matches($0, part) } }) { return true }
    var prefix = ""
    for part in parts {
      prefix += prefix.isEmpty ? part : "/" + part
      if paths.contains(where: { Self.matches($0, prefix) }) { return true }
    }
    return false
  }

  /// Without `./` in front and `/` at the end.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    while path.utf8.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  private static func matches(_ pattern: String, _ text: String) -> Bool {
    unsafe fnmatch(pattern, text, 0) == 0
  }
}
