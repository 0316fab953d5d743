/// The `.hash` file beside an output (AuditRules.md §3): one line that `sha256sum -c` checks.
public enum HashCompanion {
  /// The companion's name: that of the file, and `.hash`.
  public static func name(of fileName: String) -> String { fileName + ".hash" }

  /// The companion's content: the digest, two blanks, the file's name (no directory), LF. A name
  /// with a backslash or a line end is escaped the way `sha256sum` escapes it.
  public static func contents(hexadecimal: String, fileName: String) -> [UInt8] {
    var escaped = ""
    for scalar in fileName.unicodeScalars {
      switch scalar {
      case "\\": escaped += #"\\"#
      case "\n": escaped += #"\n"#
      case "\r": escaped += #"\r"#
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    let mark = escaped == fileName ? "" : #"\"#
    return Array("\(mark)\(hexadecimal)  \(escaped)\n".utf8)
  }

  /// Whether the companion of a file says what the file holds; nil without a companion.
  public static func fits(_ path: String, contents: [UInt8]) -> Bool? {
    guard let companion = try? FileReading.bytes(of: name(of: path)) else { return nil }
    return companion
      == self.contents(
        hexadecimal: FileDigest.hexadecimal(of: contents),
        fileName: OutputDirectory.split(path).name)
  }
}
