internal import Glibc
internal import SystemPackage

/// A file of an `OutputSet` that is being written, under a temporary name.
public final class OutputFile {
  /// Where the file will stand.
  public let path: String
  /// How many bytes have been written.
  public private(set) var byteCount = 0

  let turn: Turn
  /// The file as long as it is not in its place; nil of one for standard output, which has no name.
  let temporary: Temporary?
  private let fileSystem: FileSystem
  private var descriptor: Int32?
  private var failure: FileError?

  init(
    path: String, turn: Turn, mode: UInt32, fileSystem: FileSystem, registry: LiveTemporaries
  ) throws(FileError) {
    self.path = path
    self.turn = turn
    self.fileSystem = fileSystem
    (temporary, descriptor) = try Temporary.create(
      beside: path, flags: O_WRONLY, mode: mode, fileSystem, registry)
  }

  /// Makes a file that will be copied to standard output.
  init(
    standardOutputKeptIn directory: String, turn: Turn, fileSystem: FileSystem,
    registry: LiveTemporaries
  ) throws(FileError) {
    path = OutputSet.standardOutput
    self.turn = turn
    self.fileSystem = fileSystem
    let temporary: Temporary
    (temporary, descriptor) = try Temporary.create(
      beside: "\(directory)/output", flags: O_RDWR, mode: 0o600, fileSystem, registry)
    temporary.remove(fileSystem)
    self.temporary = nil
  }

  deinit { closeQuietly() }

  /// Appends bytes.
  ///
  /// - Throws: `inputOutput`; the set can then no longer be committed.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    try attempt("cannot be written") { descriptor throws(Errno) in
      try unsafe fileSystem.writeAll(bytes, to: descriptor)
    }
    byteCount += bytes.count
  }

  /// Appends bytes.
  ///
  /// - Throws: as the other `write`.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try unsafe write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Brings everything to the disk and closes the file. A second call does nothing.
  ///
  /// - Throws: `inputOutput`, also where an earlier write failed.
  public func finish() throws(FileError) {
    if let failure { throw failure }
    guard descriptor != nil, temporary != nil else { return }
    try attempt("cannot be brought to the disk") { descriptor throws(Errno) in
      try fileSystem.retrying { () throws(Errno) in try fileSystem.sync(descriptor) }
    }
    try attempt("cannot be closed") { descriptor throws(Errno) in
      self.descriptor = nil
      try fileSystem.closeOnce(descriptor)
    }
  }

  /// Gives the file up.
  func discard() {
    closeQuietly()
    temporary?.remove(fileSystem)
  }

  /// Copies what was written to standard output.
  func send() throws(Errno) {
    guard let descriptor else { throw .badFileDescriptor }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var offset = 0
    while offset < byteCount {
      let count = try unsafe fileSystem.fill(buffer, from: descriptor, at: offset)
      if count == 0 { throw .ioError }
      try unsafe fileSystem.writeAll(
        UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: STDOUT_FILENO)
      offset += count
    }
  }

  private func closeQuietly() {
    if let descriptor { try? fileSystem.closeOnce(descriptor) }
    descriptor = nil
  }

  private func attempt(
    _ complaint: String, _ action: (Int32) throws(Errno) -> Void
  ) throws(FileError) {
    if let failure { throw failure }
    guard let descriptor else {
      throw FileError(.inputOutput, path: path, reason: "\(complaint): it is already closed")
    }
    do throws(Errno) {
      try action(descriptor)
    } catch {
      let failure = FileError(.inputOutput, path: path, doing: complaint, error)
      self.failure = failure
      throw failure
    }
  }
}
