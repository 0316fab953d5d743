internal import Files
internal import Glibc
internal import SystemPackage

/// An open file descriptor, closed with its last owner. Content is read by `pread` only, so that
/// threads can share it.
final class OpenFile: Sendable {
  let descriptor: Int32

  /// Takes over a descriptor.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Opens a file for reading.
  init(path: [CChar]) throws(ReadFailure) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw .system(errno, doing: "open it") }
  }

  deinit { close(descriptor) }

  func status() throws(ReadFailure) -> stat {
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 { throw .system(errno, doing: "look at it") }
    return status
  }

  /// Reads at an offset; 0 only at the end of the file.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int, _ fileSystem: FileSystem
  ) throws(ReadFailure) -> Int {
    do throws(Errno) {
      return try fileSystem.retrying { () throws(Errno) in
        try unsafe fileSystem.readAt(descriptor, buffer, offset)
      }
    } catch {
      throw .system(error.rawValue, doing: "read it")
    }
  }
}
