internal import Files
internal import Glibc
internal import SystemPackage

/// The bytes of standard input or a pipe, as they arrive.
final class PipeSource: ByteSource {
  private let file: OpenFile
  private let fileSystem: FileSystem

  init(_ file: OpenFile, _ fileSystem: FileSystem) {
    self.file = file
    self.fileSystem = fileSystem
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while true {
      do throws(Errno) {
        return try fileSystem.retrying { () throws(Errno) in
          try unsafe fileSystem.read(file.descriptor, buffer)
        }
      } catch .resourceTemporarilyUnavailable {
        // The one who opened it does not want to wait: we do.
        var waiting = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
        unsafe poll(&waiting, 1, -1)
      } catch {
        throw .system(error.rawValue, doing: "read it")
      }
    }
  }
}
