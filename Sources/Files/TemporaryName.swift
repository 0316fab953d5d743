internal import Glibc

/// The names of temporaries: `.ucensus-<process id>-<16 hexadecimal digits>.tmp`. The process id
/// shows later runs whether the file is still in use; the first 8 digits tell this process from one
/// before it that had the same id, as the only process of a container always has.
enum TemporaryName {
  private static let prefix = ".ucensus-"
  private static let suffix = ".tmp"

  private static let ofThisProcess = digits()

  static func make() -> String { "\(prefix)\(getpid())-\(ofThisProcess)\(digits())\(suffix)" }

  private static func digits() -> String {
    let digits = String(UInt32.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  /// True if the file is left from a run that has ended.
  static func isLeftover(_ name: String, _ fileSystem: FileSystem) -> Bool {
    guard let process = process(in: name) else { return false }
    if process != getpid() { return !fileSystem.isProcessAlive(process) }
    return !name.hasPrefix("\(prefix)\(process)-\(ofThisProcess)")
  }

  /// The process that made the file, or nil where the name is not a temporary's.
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
