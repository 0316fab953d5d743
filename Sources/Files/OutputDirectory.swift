internal import Glibc
internal import SystemPackage

/// The directory that outputs go to.
public enum OutputDirectory {
  /// Makes the directory and those above it, where they are missing.
  ///
  /// - Throws: `cannotCreate`, naming the first directory that could not be made.
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
        throw FileError(.cannotCreate, path: partial.string, reason: "is no directory")
      }
    }
  }

  private static func createOne(
    _ path: String, _ mode: UInt32, _ fileSystem: FileSystem
  ) throws(FileError) {
    if let isDirectory = try? fileSystem.isDirectory(path) {
      if isDirectory { return }
      throw FileError(.cannotCreate, path: path, reason: "is no directory")
    }
    do throws(Errno) {
      try fileSystem.makeDirectory(path, mode)
    } catch .fileExists where (try? fileSystem.isDirectory(path)) == true {
      return  // Another process was faster.
    } catch {
      throw FileError(.cannotCreate, path: path, doing: "cannot be made", error)
    }
  }

  /// Removes what runs that were killed left behind in a directory. What belongs to a process that
  /// still runs is left alone; whatever cannot be removed is, too.
  ///
  /// - Returns: how many files were removed.
  @discardableResult
  public static func removeLeftovers(in path: String, fileSystem: FileSystem = .live) -> Int {
    let directory = FilePath(path)
    guard let names = try? fileSystem.names(path) else { return 0 }
    return names.count { name in
      guard let process = TemporaryName.process(in: name), !fileSystem.isProcessAlive(process)
      else { return false }
      return (try? fileSystem.unlink(directory.appending(name).string)) != nil
    }
  }

  /// Removes what runs that were killed left behind where a file will stand.
  public static func removeLeftovers(beside path: String) {
    removeLeftovers(in: containing(path).string)
  }

  static func containing(_ path: String) -> FilePath {
    let directory = FilePath(path).removingLastComponent()
    return directory.isEmpty ? "." : directory
  }
}
