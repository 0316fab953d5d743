internal import Files

/// A file as it lies on disk, or the spooled standard input.
struct StoredFile: Sendable {
  /// As the user knows it.
  var name: String
  /// The bytes of its path, with a zero byte behind them; empty where `spool` stands for it.
  var path: [CChar]
  /// Kept open: it has no path.
  var spool: OpenFile?
  /// As stored, when it was found.
  var byteCount: Int
  /// What it was like when it was found; nil for what is spooled.
  var stamp: FileStamp?
  /// What its content is read with.
  var fileSystem = FileSystem.live

  func open() throws(ReadFailure) -> OpenFile {
    if let spool { return spool }
    return try OpenFile(path: path)
  }

  /// The stored bytes from an offset on.
  func source(from offset: Int = 0) throws(ReadFailure) -> FileSource {
    try source(from: offset, to: byteCount)
  }

  /// The stored bytes of a range.
  func source(from offset: Int, to end: Int) throws(ReadFailure) -> FileSource {
    FileSource(file: try open(), fileSystem, from: offset, end: end)
  }
}
