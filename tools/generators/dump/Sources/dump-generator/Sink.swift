internal import Glibc

/// A file being written, plain or through a compressing program, in pieces of a mebibyte.
final class Sink {
  /// The bytes that wait to be written. Records are appended here.
  var buffer: Bytes = []

  private static let pieceByteCount = 1 << 20
  private let path: String
  private let descriptor: Int32
  private let pipe: UnsafeMutablePointer<FILE>?

  init(path: String, compression: Compression) throws(GeneratorError) {
    self.path = path + compression.suffix
    if let program = compression.program {
      // The path is quoted for the shell: no other character is special between such quotes.
      let quoted = self.path.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''")
      pipe = popen("\(program) >'\(quoted)'", "we")
      descriptor = pipe.map { fileno($0) } ?? -1
    } else {
      pipe = nil
      descriptor = open(self.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    }
    guard descriptor >= 0 else { throw .file(self.path, "cannot be created", errno) }
    buffer.reserveCapacity(Sink.pieceByteCount + (64 << 10))
  }

  /// Writes what waits, if it is worth a system call.
  func flushWhenFull() throws(GeneratorError) {
    if buffer.count >= Sink.pieceByteCount { try flush() }
  }

  /// Writes the rest and waits for the compressing program.
  func close() throws(GeneratorError) {
    try flush()
    let status = pipe.map { pclose($0) } ?? Glibc.close(descriptor)
    guard status == 0 else { throw .file(path, "cannot be completed", errno) }
  }

  private func flush() throws(GeneratorError) {
    var offset = 0
    while offset < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .file(path, "cannot be written", errno) }
      offset += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
