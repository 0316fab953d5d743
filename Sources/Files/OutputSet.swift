internal import CensusModel
internal import SystemPackage

/// Files that appear together, whole, or not at all.
///
/// Each is written under a temporary name in its own directory and brought to the disk; `commit`
/// then gives all of them their names. A failure, also one between two names, takes back what was
/// done. A set that is dropped without `commit` leaves no file.
///
/// A process that is killed while `commit` gives names cannot take them back: then each file is
/// whole, old or new, and a mixture of both shows by a hash that does not match (see `Turn`).
public final class OutputSet {
  let isReplacing: Bool
  let fileSystem: FileSystem
  let registry: LiveTemporaries
  private(set) var files: [OutputFile] = []
  /// Where the files really are; in bytes, because equal texts may name two files.
  private var places: Set<[UInt8]> = []
  /// The directories that receive files; what killed runs left in them has been removed.
  private(set) var directories: [String] = []

  /// The path of standard output; a file of that name is `./-`.
  public static let standardOutput = "-"

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

  /// Begins a file that is written piece by piece. `-` is standard output, which gets it when the
  /// others get their names.
  ///
  /// - Parameters:
  ///   - path: where the file will stand; its directory exists.
  ///   - turn: when it gets its name.
  ///   - mode: its permissions, less the umask.
  /// - Throws: `cannotCreate` where something stands there that may not be replaced (anything but
  ///   a regular file never is), the path is already in the set, or the directory refuses.
  public func create(
    _ path: String, turn: Turn = .result, mode: UInt32 = 0o640
  ) throws(FileError) -> OutputFile {
    if path == Self.standardOutput { return try createForStandardOutput(turn) }
    let (directory, name) = OutputDirectory.split(path)
    let place = Array("\(OutputDirectory.realPath(directory) ?? directory)/\(name)".utf8)
    guard !places.contains(place) else {
      throw FileError(.cannotCreate, path: path, reason: "two outputs would have this name")
    }
    try checkTarget(path)
    enter(directory)
    let file = try OutputFile(
      path: path, turn: turn, mode: mode, fileSystem: fileSystem, registry: registry)
    places.insert(place)
    files.append(file)
    return file
  }

  private func createForStandardOutput(_ turn: Turn) throws(FileError) -> OutputFile {
    guard !files.contains(where: { $0.temporary == nil }) else {
      throw FileError(
        .cannotCreate, path: "(standard output)", reason: "two outputs would go there")
    }
    let file = try OutputFile(
      standardOutputKeptIn: StandardInput.temporaryDirectory, turn: turn,
      fileSystem: fileSystem, registry: registry)
    files.append(file)
    return file
  }

  /// Adds a whole file. Parameters and errors are those of `create` and `OutputFile.write`.
  public func add(
    _ path: String, contents: [UInt8], turn: Turn = .result, mode: UInt32 = 0o640
  ) throws(FileError) {
    try add(path, pieces: [contents], turn: turn, mode: mode)
  }

  private func add(
    _ path: String, pieces: [[UInt8]], turn: Turn, mode: UInt32
  ) throws(FileError) {
    let file = try create(path, turn: turn, mode: mode)
    for piece in pieces { try file.write(piece) }
    try file.finish()
  }

  /// Adds a whole file and its hash beside it. Errors and the other parameters are those of `add`.
  ///
  /// - Parameters:
  ///   - path: the path that the file gets.
  ///   - mode: its permissions.
  ///   - pieces: what the file holds, one after the other.
  ///   - sha256: of all that.
  public func addWithHash(
    _ path: String, pieces: [[UInt8]], sha256: String, mode: UInt32 = 0o640
  ) throws(FileError) {
    try add(path, pieces: pieces, turn: .result, mode: mode)
    let hash = HashCompanion.contents(
      hexadecimal: sha256, fileName: OutputDirectory.split(path).name)
    try add(HashCompanion.name(of: path), contents: hash, turn: .hash, mode: mode)
  }

  /// Finds out, without beginning it, whether a file could stand there.
  ///
  /// - Throws: `cannotCreate`, as `create` does.
  public func check(_ path: String) throws(FileError) {
    let (directory, _) = OutputDirectory.split(path)
    guard OutputDirectory.realPath(directory) != nil else {
      throw FileError(
        .cannotCreate, path: path, reason: "directory \(directory) does not exist; make it first")
    }
    try checkTarget(path)
  }

  /// Makes sure that nothing stands where such a set might have a file and this one has none: it
  /// would pass for a part of this one.
  ///
  /// - Throws: `cannotCreate` where something does.
  public func checkAbsence(of path: String) throws(FileError) {
    if try entry(path) == .nothing { return }
    throw FileError(
      .cannotCreate, path: path,
      reason: "is of another run and would seem to belong to this one; remove it or choose another "
        + "place")
  }

  /// Writes all files to the disk and finds out whether their places are free. Nothing is in place
  /// yet.
  ///
  /// - Throws: as `commit`.
  public func prepare() throws(FileError) {
    for file in files {
      try file.finish()
      if file.temporary != nil { try checkTarget(file.path) }
    }
  }

  /// Puts all files in place, after which the set is empty.
  ///
  /// - Throws: `cannotCreate` or `inputOutput`; then what stood there before stands there still.
  public func commit() throws(FileError) {
    defer { abandon() }
    try prepare()
    guard registry.beginCommit() else {
      throw FileError(.inputOutput, path: files.first?.path ?? "", reason: "interrupted")
    }
    defer { registry.endCommit() }
    try publish()
    for file in files { file.temporary?.forget() }
    (files, places) = ([], [])
  }

  /// Gives all files up that are not in place.
  public func abandon() {
    for file in files { file.discard() }
    (files, places) = ([], [])
  }

  private func enter(_ directory: String) {
    guard !directories.contains(where: { $0.isExactly(directory) }) else { return }
    directories.append(directory)
    OutputDirectory.removeLeftovers(in: directory, fileSystem: fileSystem)
  }

  /// Finds out what is at a path that will be written, before anything is made.
  ///
  /// - Throws: as `create`.
  public func checkTarget(_ path: String) throws(FileError) {
    switch try entry(path) {
    case .nothing: return
    case .file where isReplacing: return
    case .file: throw Self.exists(path)
    case .directory: throw FileError(.cannotCreate, path: path, reason: "is a directory")
    case .symbolicLink:
      throw FileError(
        .cannotCreate, path: path, reason: "is a symbolic link, which is never replaced; remove it")
    case .other:
      throw FileError(
        .cannotCreate, path: path, reason: "is not a regular file; choose another place")
    }
  }

  private func entry(_ path: String) throws(FileError) -> FileSystem.Entry {
    do throws(Errno) {
      return try fileSystem.retrying { () throws(Errno) in try fileSystem.entry(path) }
    } catch {
      throw FileError(creating: path, doing: "cannot be looked at", error)
    }
  }

  static func exists(_ path: String) -> FileError {
    FileError(.inTheWay, path: path, reason: "exists already")
  }
}
