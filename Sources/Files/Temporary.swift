internal import Glibc
internal import SystemPackage

/// A name for a file that is not yet, or no longer, in its place; noted for signal handlers.
struct Temporary {
  let path: String
  private let slot: Int?
  private let registry: LiveTemporaries

  init(beside target: String, registry: LiveTemporaries) {
    path = "\(OutputDirectory.split(target).directory)/\(TemporaryName.make())"
    slot = registry.register(path)
    self.registry = registry
  }

  /// The file now has another name, or never came to be.
  func forget() { registry.unregister(slot) }

  /// Removes the file. What cannot be removed is left to a later run.
  func remove(_ fileSystem: FileSystem) {
    try? fileSystem.retrying { () throws(Errno) in try fileSystem.unlink(path) }
    forget()
  }

  /// Makes a new file with such a name and opens it.
  ///
  /// - Parameters:
  ///   - target: the file that it is beside, and that errors name.
  ///   - flags: how it is opened.
  ///   - mode: its permissions, less the umask.
  /// - Throws: `cannotCreate` or `inputOutput`.
  static func create(
    beside target: String, flags: Int32, mode: UInt32, _ fileSystem: FileSystem,
    _ registry: LiveTemporaries
  ) throws(FileError) -> (Temporary, Int32) {
    while true {
      let temporary = Temporary(beside: target, registry: registry)
      do throws(Errno) {
        let descriptor = try fileSystem.retrying { () throws(Errno) in
          try fileSystem.open(
            temporary.path, flags | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        }
        return (temporary, descriptor)
      } catch {
        temporary.forget()
        // Somebody has that very name: 64 random bits make the next one free.
        if error == .fileExists { continue }
        throw FileError(creating: target, doing: "cannot be created in its directory", error)
      }
    }
  }
}
