internal import CensusModel
internal import Glibc
internal import SystemPackage

/// A file that takes in, chunk by chunk, what does not fit into memory.
///
/// Only its owner may read it (mode 0600), and as soon as it is open it has no name any more: the
/// system takes it back however the process ends. Should the process be killed between the two, its
/// name is that of a temporary, which the next run removes.
public final class SpillFile: Sendable {
  /// Some consecutive bytes of the file.
  public struct Chunk: Sendable {
    fileprivate var offset: Int
    /// How many bytes they are.
    public fileprivate(set) var byteCount: Int
    fileprivate var checksum: UInt64
  }

  /// The directory in which the file lies.
  public let directory: String
  private let fileSystem: FileSystem
  private let descriptor: Int32
  private let end = Locked(0)

  /// Its values never leave the process.
  private static let checksum = KeyHash.process

  /// Makes a file in a directory.
  ///
  /// - Throws: `cannotCreate` or `inputOutput`.
  public init(
    in directory: String, fileSystem: FileSystem = .live, registry: LiveTemporaries = .shared
  ) throws(FileError) {
    self.directory = directory
    self.fileSystem = fileSystem
    OutputDirectory.removeLeftovers(in: directory, fileSystem: fileSystem)
    let (temporary, descriptor) = try Temporary.create(
      beside: "\(directory)/spill", flags: O_RDWR, mode: 0o600, fileSystem, registry)
    self.descriptor = descriptor
    temporary.remove(fileSystem)
  }

  deinit { try? fileSystem.closeOnce(descriptor) }

  /// Open as long as this object lives.
  var fileDescriptor: Int32 { descriptor }

  /// A path by which this process can open the file as long as this object lives.
  package var path: String { "/proc/self/fd/\(descriptor)" }

  /// How many bytes have been taken in.
  public var byteCount: Int { end.withLock { $0 } }

  /// Takes bytes in. Any thread may call it.
  ///
  /// - Throws: `inputOutput`, for instance where the disk is full.
  public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) -> Chunk {
    do throws(Errno) {
      let offset = try end.withLock { end throws(Errno) in
        try unsafe fileSystem.writeAll(bytes, to: descriptor)
        defer { end += bytes.count }
        return end
      }
      return unsafe Chunk(offset: offset, byteCount: bytes.count, checksum: Self.checksum(bytes))
    } catch {
      throw failure("cannot be written", error)
    }
  }

  /// Takes bytes in. Any thread may call it.
  ///
  /// - Throws: `inputOutput`, for instance where the disk is full.
  public func append(_ bytes: [UInt8]) throws(FileError) -> Chunk {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(FileError) in
      try unsafe append(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Hands bytes back. Any thread may call it.
  ///
  /// - Parameters:
  ///   - chunk: the chunk, as `append` returned it.
  ///   - target: as large as the chunk.
  /// - Throws: `inputOutput`, also where the bytes are not those that were taken in.
  public func read(
    _ chunk: Chunk, into target: UnsafeMutableRawBufferPointer
  ) throws(FileError) {
    precondition(target.count == chunk.byteCount, "a chunk is read as a whole")
    let count: Int
    do throws(Errno) {
      count = try unsafe fileSystem.fill(target, from: descriptor, at: chunk.offset)
    } catch {
      throw failure("cannot be read", error)
    }
    if count < target.count { throw failure("is shorter than what was written") }
    let checksum = unsafe Self.checksum(UnsafeRawBufferPointer(target))
    if checksum != chunk.checksum { throw failure("does not hold what was written") }
  }

  private func failure(_ complaint: String, _ errno: Errno? = nil) -> FileError {
    FileError(
      .inputOutput, path: directory,
      reason: "a temporary file there \(complaint)"
        + (errno.map { ": \($0.description)" } ?? "; check the disk")
        + "; TMPDIR can name another directory")
  }
}
