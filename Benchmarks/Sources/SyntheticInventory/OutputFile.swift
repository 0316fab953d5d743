internal import Glibc

/// A file that is written front to back.
public final class OutputFile {
  /// A file or directory that cannot be written: its path and why.
  public struct Failure: Error, CustomStringConvertible {
    var path: String
    var reason = String(cString: strerror(errno))

    /// The path and the system's reason.
    public var description: String { "\(path): \(reason)" }
  }

  private static let bufferByteCount = 1 << 20
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// Makes the file, or empties it.
  public init(path: String) throws {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure(path: path) }
    buffer.reserveCapacity(2 * Self.bufferByteCount)
  }

  /// Makes a directory if it is not there.
  public static func makeDirectory(_ path: String) throws {
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Failure(path: path) }
  }

  /// Appends bytes; they are written at the latest when the file is closed.
  public func append(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  /// Appends an integer, least significant byte first.
  public func append(_ value: UInt32) throws {
    for shift in [0, 8, 16, 24] as [UInt32] {
      buffer.append(UInt8(truncatingIfNeeded: value >> shift))
    }
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  /// Appends an integer, least significant byte first.
  public func append(_ value: UInt16) throws {
    buffer.append(UInt8(truncatingIfNeeded: value))
    buffer.append(UInt8(truncatingIfNeeded: value >> 8))
    if buffer.count >= Self.bufferByteCount { try flush() }
  }

  /// Appends a line.
  public func append(line: String) throws { try append(Array((line + "\n").utf8)) }

  /// Writes what is left.
  public func close() throws {
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
