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
}
