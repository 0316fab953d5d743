internal import Files

/// Where stored bytes are read from.
enum StoredBytes: Sendable {
  case file(OpenFile, FileSystem)
  case stream(KeptStream)

  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(ReadFailure) -> Int {
    switch self {
    case .file(let file, let fileSystem): try unsafe file.read(into: buffer, at: offset, fileSystem)
    case .stream(let stream): try unsafe stream.read(into: buffer, at: offset)
    }
  }
}
