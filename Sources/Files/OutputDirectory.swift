internal import Glibc
internal import SystemPackage

/// The directory that outputs go to.
public enum OutputDirectory {
  /// Makes the directory and those above it, where they are missing.
  ///
  /// - Throws: `cannotCreate` or `inputOutput`, naming the first directory that could not be made.
  public static func create(
    _ path: String, mode: UInt32 = 0o755, fileSystem: FileSystem = .live
  ) throws(FileError) {
    var partial = FilePath(root: FilePath(path).root, [])
    for component in FilePath(path).components {
      partial.append(component)
      try createOne(partial.string, mode, fileSystem)
    }
  }

  /// Finds out, without making anything, whether `create` would meet something that is no
  /// directory.
  ///
  /// - Throws: `cannotCreate`, naming it.
  public static func check(_ path: String, fileSystem: FileSystem = .live) throws(FileError) {
    var partial = FilePath(root: FilePath(path).root, [])
    for component in FilePath(path).components {
      partial.append(component)
      guard let isDirectory = try? fileSystem.isDirectory(partial.string) else { return }
      if !isDirectory {
        throw FileError(.cannotCreate, path: partial.string, reason: "is not a directory")
      }
    }
  }

  /// Makes an empty file that only its owner may read or write, where nothing is.
  ///
  /// - Throws: `cannotCreate` or `inputOutput`.
  package static func createPrivateFile(
    _ path: String, fileSystem: FileSystem = .live
  ) throws(FileError) {
    do throws(Errno) {
      let file = try fileSystem.retrying { () throws(Errno) in
        try fileSystem.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      }
      try fileSystem.closeOnce(file)
    } catch .fileExists {
      return
    } catch {
      throw FileError(creating: path, doing: "cannot be made", error)
    }
    try OpenDirectory.sync(split(path).directory, fileSystem)
  }

  /// The nearest directory above a file or directory that is there by now.
  public static func standing(above path: String) -> String {
    var path = path
    while true {
      path = split(path).directory
      if path == "." || path == "/" || realPath(path) != nil { return path }
    }
  }

  private static func createOne(
    _ path: String, _ mode: UInt32, _ fileSystem: FileSystem
  ) throws(FileError) {
    if let isDirectory = try? fileSystem.isDirectory(path) {
      if isDirectory { return }
      throw FileError(.cannotCreate, path: path, reason: "is not a directory")
    }
    do throws(Errno) {
      try fileSystem.makeDirectory(path, mode)
    } catch .fileExists where (try? fileSystem.isDirectory(path)) == true {
      return  // Another process was faster.
    } catch {
      throw FileError(creating: path, doing: "cannot be made", error)
    }
    try OpenDirectory.sync(split(path).directory, fileSystem)
  }

  /// Removes the files that killed runs left in a directory. What belongs to a process that
  /// still runs is left alone; whatever cannot be removed is, too. An `OutputSet` does this for every
  /// directory that it writes into.
  ///
  /// - Returns: how many files were removed.
  @discardableResult
  public static func removeLeftovers(in path: String, fileSystem: FileSystem = .live) -> Int {
    guard let names = try? fileSystem.names(path) else { return 0 }
    return names.count { name in
      TemporaryName.isLeftover(name, fileSystem)
        && (try? fileSystem.unlink("\(path)/\(name)")) != nil
    }
  }

  /// A path without links, `.` and `..`; nil where nothing is there, or it cannot be looked at.
  static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(PathText.bytes(of: path), nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe PathText.text(of: UnsafeBufferPointer(start: resolved, count: strlen(resolved)))
  }

  /// The directory in which a file stands; `.` for a bare name.
  public static func directory(of path: String) -> String { split(path).directory }

  /// The name of a file in its directory.
  package static func name(of path: String) -> String { split(path).name }

  /// The directory in which a file stands, and its name there.
  static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let directory = slash == path.startIndex ? "/" : path[..<slash]
    return (String(directory), String(decoding: path.utf8[slash...].dropFirst(), as: UTF8.self))
  }
}
