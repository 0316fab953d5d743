internal import Glibc

/// A file in memory that has no name; it is found by its descriptor.
final class MemoryFile {
  private let descriptor: Int32

  init() {
    var template = Array("/dev/shm/ucensus-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    unlink(template)
    precondition(descriptor >= 0, "memory for a file")
  }

  func replace(by bytes: [UInt8]) {
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    precondition(
      written == bytes.count && ftruncate(descriptor, bytes.count) == 0, "memory for a file")
  }

  deinit { close(descriptor) }

  var path: String { "/proc/self/fd/\(descriptor)" }
}
