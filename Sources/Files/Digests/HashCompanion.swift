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

  /// True for a file with a companion.
  public static func exists(_ path: String) -> Bool {
    bytes(besides: path) != nil
  }

  /// True if the companion of a file has the file's SHA-256; nil without a companion, or with one
  /// that has no SHA-256.
  ///
  /// Whatever is around the digest does not matter: the name of the file, a path, `*`, capital
  /// letters, or nothing.
  public static func fits(_ path: String, contents: [UInt8]) -> Bool? {
    guard let companion = bytes(besides: path) else { return nil }
    let words = companion.split { !isHexadecimal($0) }.filter { $0.count == 64 }
    guard let digest = words.first else { return nil }
    return String(decoding: digest, as: UTF8.self).lowercased()
      == FileDigest.hexadecimal(of: contents)
  }

  /// The companion's content; nil where there is none, as beside standard input.
  private static func bytes(besides path: String) -> [UInt8]? {
    StandardInput.isMeant(path) ? nil : try? FileReading.bytes(of: name(of: path))
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
