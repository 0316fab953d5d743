internal import Glibc

/// Keeps what can be read only once (standard input, a pipe) in a file without a name, so that it
/// can be split, read again for a line number, and read for rejects.
enum Spool {
  /// Standard input.
  static func standardInput() throws(ReadFailure) -> StoredFile {
    let descriptor = dup(STDIN_FILENO)
    if descriptor < 0 { throw .system(errno, doing: "read standard input") }
    return try stored(OpenFile(descriptor: descriptor), name: "(standard input)")
  }

  /// A regular file at its beginning stays where it is; anything else is copied.
  static func stored(_ file: OpenFile, name: String) throws(ReadFailure) -> StoredFile {
    let status = try file.status()
    if status.st_mode & S_IFMT == S_IFDIR { throw .system(EISDIR, doing: "read it") }
    if status.st_mode & S_IFMT == S_IFREG, lseek(file.descriptor, 0, SEEK_CUR) == 0 {
      return StoredFile(name: name, path: [], spool: file, byteCount: Int(status.st_size))
    }
    let copy = try unnamedFile()
    let byteCount = try copyAll(from: file, to: copy)
    return StoredFile(name: name, path: [], spool: copy, byteCount: byteCount)
  }

  /// A file without a name, in `TMPDIR`.
  static func unnamedFile() throws(ReadFailure) -> OpenFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    var template = Array("\(folder)/ucensus-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    if descriptor < 0 { throw .io(reason: "cannot spool it in \(folder) (TMPDIR)") }
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return OpenFile(descriptor: descriptor)
  }

  private static func copyAll(from file: OpenFile, to copy: OpenFile) throws(ReadFailure) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var copied = 0
    while true {
      let count = read(file.descriptor, buffer.baseAddress, buffer.count)
      if count == 0 { return copied }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw .system(errno, doing: "read it") }
      try writeAll(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: copy)
      copied += count
    }
  }

  /// Appends bytes to a spooled copy.
  static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to copy: OpenFile
  ) throws(ReadFailure) {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = write(copy.descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 {
        let detail = String(cString: strerror(errno))
        throw .io(reason: "cannot spool it (set TMPDIR to a larger disk): \(detail)")
      }
      written += count
    }
  }
}
