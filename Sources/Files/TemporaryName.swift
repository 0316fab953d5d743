internal import Glibc

/// The names of temporaries: `.ucensus-<process id>-<16 hexadecimal digits>.tmp`. The process id
/// tells a later run whether the file is still wanted.
enum TemporaryName {
  private static let prefix = ".ucensus-"
  private static let suffix = ".tmp"

  static func make() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.utf8.count)
    return "\(prefix)\(getpid())-\(padding)\(digits)\(suffix)"
  }

  /// The process that made the file, or nil where the name is no temporary's.
  static func process(in name: String) -> Int32? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let parts = name.dropFirst(prefix.count).dropLast(suffix.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
      parts[1].utf8.count == 16, UInt64(parts[1], radix: 16) != nil,
      let process = Int32(parts[0]), process > 0
    else { return nil }
    return process
  }
}
