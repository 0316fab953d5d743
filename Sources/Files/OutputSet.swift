internal import SystemPackage

/// Files that appear together, whole, or not at all.
///
/// Each is written under a temporary name in its own directory and brought to the disk; `commit`
/// then gives all of them their names. A failure, also one between two names, takes back what was
/// done. A set that is dropped without `commit` leaves nothing behind.
public final class OutputSet {
  let isReplacing: Bool
  let fileSystem: FileSystem
  let registry: LiveTemporaries
  private(set) var files: [OutputFile] = []

  /// An empty set.
  ///
  /// - Parameters:
  ///   - isReplacing: whether files that exist are replaced; they are refused otherwise.
  ///   - fileSystem: the system calls.
  ///   - registry: where temporaries are noted for signal handlers.
  public init(
    isReplacing: Bool = false, fileSystem: FileSystem = .live, registry: LiveTemporaries = .shared
  ) {
    self.isReplacing = isReplacing
    self.fileSystem = fileSystem
    self.registry = registry
  }

  deinit { abandon() }

  /// Begins a file that is written piece by piece.
  ///
  /// - Parameters:
  ///   - path: where the file will stand; its directory exists.
  ///   - mode: its permissions, less the umask.
  /// - Throws: `cannotCreate` where something stands there that may not be replaced (anything but
  ///   a regular file never is), the path is already in the set, or the directory refuses.
  public func create(_ path: String, mode: UInt32 = 0o640) throws(FileError) -> OutputFile {
    let place = FilePath(path).lexicallyNormalized()
    guard !files.contains(where: { FilePath($0.path).lexicallyNormalized() == place }) else {
      throw FileError(.cannotCreate, path: path, reason: "two outputs would have this name")
    }
    try checkTarget(path)
    let file = try OutputFile(path: path, mode: mode, fileSystem: fileSystem, registry: registry)
    files.append(file)
    return file
  }

  /// Adds a whole file. Parameters and errors are those of `create` and `OutputFile.write`.
  public func add(_ path: String, contents: [UInt8], mode: UInt32 = 0o640) throws(FileError) {
    let file = try create(path, mode: mode)
    try file.write(contents)
    try file.finish()
  }

  /// Puts all files in place, after which the set is empty.
  ///
  /// - Throws: `cannotCreate` or `inputOutput`; then what stood there before stands there still.
  public func commit() throws(FileError) {
    defer { abandon() }
    for file in files {
      try file.finish()
      try checkTarget(file.path)
    }
    guard registry.beginCommit() else {
      throw FileError(.inputOutput, path: files.first?.path ?? "", reason: "interrupted")
    }
    defer { registry.endCommit() }
    try publish()
    for file in files { file.temporary.forget() }
    files = []
  }

  /// Gives all files up that are not in place.
  public func abandon() {
    for file in files { file.discard() }
    files = []
  }

  private func checkTarget(_ path: String) throws(FileError) {
    let entry: FileSystem.Entry
    do throws(Errno) {
      entry = try fileSystem.retrying { () throws(Errno) in try fileSystem.entry(path) }
    } catch {
      throw FileError(.cannotCreate, path: path, doing: "cannot be looked at", error)
    }
    switch entry {
    case .nothing: return
    case .file where isReplacing: return
    case .file: throw Self.exists(path)
    case .directory: throw FileError(.cannotCreate, path: path, reason: "is a directory")
    case .symbolicLink:
      throw FileError(
        .cannotCreate, path: path, reason: "is a symbolic link, which is never replaced; remove it")
    case .other:
      throw FileError(.cannotCreate, path: path, reason: "is no regular file; choose another place")
    }
  }

  static func exists(_ path: String) -> FileError {
    FileError(
      .cannotCreate, path: path,
      reason: "exists already; replace it with --force or choose another place")
  }
}
