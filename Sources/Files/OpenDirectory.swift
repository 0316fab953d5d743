internal import Glibc
internal import SystemPackage

/// A directory that is held open, to bring the names in it to the disk.
struct OpenDirectory {
  let path: String
  private let descriptor: Int32
  private let fileSystem: FileSystem

  /// Nil where one may write into the directory but not read it: then its names are not synced.
  ///
  /// - Throws: `inputOutput`.
  init?(_ path: String, _ fileSystem: FileSystem) throws(FileError) {
    self.path = path
    self.fileSystem = fileSystem
    do throws(Errno) {
      descriptor = try fileSystem.retrying { () throws(Errno) in
        try fileSystem.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
      }
    } catch .permissionDenied {
      return nil
    } catch {
      throw FileError(.inputOutput, path: path, doing: "cannot be opened", error)
    }
  }

  /// Brings all names to the disk.
  ///
  /// - Throws: `inputOutput`.
  func sync() throws(FileError) {
    do throws(Errno) {
      try fileSystem.retrying { () throws(Errno) in try fileSystem.sync(descriptor) }
    } catch  where error == .invalidArgument || error == .notSupported {
      return  // File systems that cannot sync a directory.
    } catch {
      throw FileError(.inputOutput, path: path, doing: "cannot be brought to the disk", error)
    }
  }

  func close() { try? fileSystem.closeOnce(descriptor) }

  /// Opens, syncs and closes a directory.
  static func sync(_ path: String, _ fileSystem: FileSystem) throws(FileError) {
    guard let directory = try OpenDirectory(path, fileSystem) else { return }
    defer { directory.close() }
    try directory.sync()
  }
}
