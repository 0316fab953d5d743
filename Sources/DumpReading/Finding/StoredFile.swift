internal import Files

/// A file as it is on disk, or what comes by standard input or a pipe.
struct StoredFile: Sendable {
  /// As the user knows it.
  var name: String
  /// The bytes of its path, with a zero byte after them; empty where it has none.
  var path: [CChar] = []
  /// Kept open, where it has no path.
  var opened: OpenFile?
  /// A pipe, which comes once.
  var stream: KeptStream?
  /// The state of the file when it was found; nil where it has no path.
  var stamp: FileStamp?
  /// The calls that read its content.
  var fileSystem = FileSystem.live
  private let foundByteCount: Int

  /// A file on disk.
  init(name: String, path: [CChar], byteCount: Int) {
    self.name = name
    self.path = path
    foundByteCount = byteCount
  }

  /// A file that is open.
  init(name: String, opened: OpenFile, byteCount: Int) {
    self.name = name
    self.opened = opened
    foundByteCount = byteCount
  }

  /// A pipe.
  init(name: String, stream: KeptStream) {
    self.name = name
    self.stream = stream
    foundByteCount = 0
  }

  /// As stored, when it was found; of a stream, what has arrived.
  var byteCount: Int { stream?.byteCount ?? foundByteCount }

  /// The stored bytes from an offset on.
  func source(from offset: Int = 0) throws(ReadFailure) -> FileSource {
    // A stream is as long as it is.
    try source(from: offset, to: stream == nil ? foundByteCount : .max)
  }

  /// The stored bytes of a range.
  func source(from offset: Int, to end: Int) throws(ReadFailure) -> FileSource {
    FileSource(try stored(), from: offset, end: end)
  }

  private func stored() throws(ReadFailure) -> StoredBytes {
    if let stream { return .stream(stream) }
    if let opened { return .file(opened, fileSystem) }
    return .file(try OpenFile(path: path), fileSystem)
  }
}
