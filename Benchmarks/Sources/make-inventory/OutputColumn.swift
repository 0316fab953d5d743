internal import Glibc

/// A file that is written front to back.
final class OutputColumn {
  /// A file or directory that cannot be written: its path and why.
  struct Failure: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path): \(String(cString: strerror(errno)))" }
  }

  private static let bufferByteCount = 1 << 20
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Makes the file, or empties it.
  init(_ directory: String, _ name: String) throws {
    path = "\(directory)/\(name)"
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure(path: path) }
    buffer.reserveCapacity(2 * Self.bufferByteCount)
  }

  static func makeDirectory(_ path: String) throws {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Failure(path: path) }
  }

  func append(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  /// Appends an integer, least significant byte first.
  func append(_ value: some FixedWidthInteger & UnsignedInteger) throws {
    for index in 0..<value.bitWidth / 8 {
      buffer.append(UInt8(truncatingIfNeeded: value >> (8 * index)))
    }
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  func append(line: String) throws { try append(Array((line + "\n").utf8)) }

  func close() throws {
    try flush()
    guard Glibc.close(descriptor) == 0 else { throw Failure(path: path) }
  }

  private func flush() throws {
    var done = 0
    while done < buffer.count {
      let written = buffer.withUnsafeBytes {
        write(descriptor, $0.baseAddress! + done, buffer.count - done)
      }
      guard written > 0 else { throw Failure(path: path) }
      done += written
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
