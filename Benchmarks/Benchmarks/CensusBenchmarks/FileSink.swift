import ColumnFile
import Glibc
import SyntheticInventory

/// Takes the bytes of a columnar file: in memory, or on disk in a file that is gone when it
/// is closed.
final class FileSink {
  private var bytes: [UInt8] = []
  private let path: String
  private let file: OutputFile?

  init(_ place: Subject.Place) throws {
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    path = "\(directory)/ucensus-benchmark.\(getpid())"
    file = place == .disk ? try OutputFile(path: path) : nil
  }

  func append(_ more: [UInt8]) throws {
    if let file { try file.append(more) } else { bytes.append(contentsOf: more) }
  }

  /// Ends the file, which stays open as long as its source lives.
  func source() throws -> ColumnSource {
    guard let file else { return ColumnSource(name: "memory", bytes: bytes) }
    try file.close()
    defer { unlink(path) }
    return try ColumnSource(path: path)
  }
}
