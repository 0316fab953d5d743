internal import Glibc
internal import SystemPackage

/// Whole small files: rule sets, device tables, platform facts. `-` is standard input.
public enum FileReading {
  /// The largest file that `bytes(of:)` accepts unless told otherwise: 64 MiB.
  public static let byteCountMax = 64 << 20

  /// The content of a file.
  ///
  /// - Throws: `inputUnreadable` where the file is missing, not allowed, a directory or larger than
  ///   `byteCountMax`; `inputOutput` where reading fails.
  public static func bytes(
    of path: String, byteCountMax: Int = byteCountMax, fileSystem: FileSystem = .live
  ) throws(FileError) -> [UInt8] {
    var content: [UInt8] = []
    try unsafe forEachChunk(of: path, fileSystem: fileSystem) { chunk throws(FileError) in
      guard content.count + chunk.count <= byteCountMax else {
        throw FileError(
          .inputUnreadable, path: StandardInput.shown(path),
          reason: "larger than \(byteCountMax) bytes; is it the file you meant?")
      }
      unsafe content.append(contentsOf: chunk)
    }
    return content
  }

  /// The first bytes of a regular file or of standard input, at most this many; nil for anything
  /// else. To open a pipe and close it again would lose what another writes to it.
  public static func head(
    of path: String, byteCount: Int, fileSystem: FileSystem = .live
  ) -> [UInt8]? {
    if StandardInput.isMeant(path) {
      return StandardInput.shared.head(byteCount, fileSystem: fileSystem)
    }
    var status = stat()
    guard unsafe stat(PathText.bytes(of: path), &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = try? open(path, fileSystem)
    else { return nil }
    defer { try? fileSystem.closeOnce(file) }
    return try? unsafe withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 1) {
      unsafe Array($0[..<(try fileSystem.fill($0, from: file))])
    }
  }

  /// How much is read at a time.
  package static let chunkByteCount = 1 << 20

  /// Calls `body` with all bytes of a file, in order, `chunkByteCount` at a time. Fewer are the
  /// last.
  package static func forEachChunk(
    of path: String, chunkByteCount: Int = chunkByteCount, fileSystem: FileSystem,
    _ body: (UnsafeRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) {
    let file = StandardInput.isMeant(path) ? nil : try open(path, fileSystem)
    defer { if let file { try? fileSystem.closeOnce(file) } }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkByteCount, alignment: 16)
    defer { unsafe buffer.deallocate() }
    var offset = 0
    while true {
      let count = try read(path) { () throws(Errno) in
        if let file { return try unsafe fileSystem.fill(buffer, from: file) }
        return try unsafe StandardInput.shared.fill(buffer, at: offset, fileSystem)
      }
      offset += count
      if count > 0 { try unsafe body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
      if count < buffer.count { return }
    }
  }

  private static func open(_ path: String, _ fileSystem: FileSystem) throws(FileError) -> Int32 {
    do throws(Errno) {
      return try fileSystem.retrying { () throws(Errno) in
        try fileSystem.open(path, O_RDONLY | O_CLOEXEC, 0)
      }
    } catch {
      throw FileError(.inputUnreadable, path: path, doing: "cannot be opened", error)
    }
  }

  private static func read(
    _ path: String, _ body: () throws(Errno) -> Int
  ) throws(FileError) -> Int {
    let path = StandardInput.shown(path)
    do throws(Errno) {
      return try body()
    } catch .isDirectory {
      throw FileError(.inputUnreadable, path: path, reason: "is a directory, not a file")
    } catch {
      throw FileError(.inputOutput, path: path, doing: "cannot be read", error)
    }
  }
}
