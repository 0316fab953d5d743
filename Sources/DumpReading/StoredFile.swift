internal import Files
internal import Glibc

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

  /// Which file it is and in what state, as far as the system tells: another one whenever its content
  /// has changed. Nil where it has no path.
  var identity: String? {
    var status = stat()
    guard !path.isEmpty, stat(path, &status) == 0 else { return nil }
    let changes = [status.st_mtim, status.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(changes[0]) \(changes[1])"
  }

  func open() throws(ReadFailure) -> OpenFile {
    if let spool { return spool }
    return try OpenFile(path: path)
  }

  /// The stored bytes from an offset on.
  func source(from offset: Int = 0) throws(ReadFailure) -> FileSource {
    FileSource(file: try open(), fileSystem, from: offset, end: byteCount)
  }

  /// How it is compressed.
  func compression() throws(ReadFailure) -> Compression? {
    Compression(magic: try source().take(Compression.magicByteCount))
  }
}
