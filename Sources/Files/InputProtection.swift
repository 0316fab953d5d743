internal import Glibc

/// Keeps outputs off inputs: with or without `--force`, nothing that is read is ever replaced, and
/// nothing is written where the next run would read it.
public enum InputProtection {
  private struct Identity: Equatable {
    var device: UInt
    var number: UInt
  }

  /// - Parameters:
  ///   - outputs: files or directories that will be written.
  ///   - inputs: files or directories that are read.
  /// - Throws: `cannotCreate` for the first output that is an input, by whatever name, or lies in an
  ///   input directory.
  public static func check(outputs: [String], inputs: [String]) throws(FileError) {
    for output in outputs {
      for input in inputs {
        if let identity = identity(output), identity == Self.identity(input) {
          throw FileError(
            .cannotCreate, path: output,
            reason: "is an input, which is never replaced; choose another place")
        }
        if let directory = realPath(input), isDirectory(input), lies(output, in: directory) {
          throw FileError(
            .cannotCreate, path: output,
            reason: "lies in \(input), which is read as a dump; choose another place")
        }
      }
    }
  }

  private static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Identity(device: UInt(status.st_dev), number: UInt(status.st_ino))
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a path, or where it does not exist yet the nearest directory above it that does, is the
  /// directory or below it.
  private static func lies(_ path: String, in directory: String) -> Bool {
    var path = path
    while true {
      if let real = realPath(path.isEmpty ? "." : path) {
        return real == directory || real.hasPrefix(directory == "/" ? "/" : directory + "/")
      }
      guard let slash = path.lastIndex(of: "/") else {
        path = ""
        continue
      }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
