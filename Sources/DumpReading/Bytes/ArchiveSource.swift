internal import CensusModel

/// The content of the zip entry at which an archive stands.
final class ZipEntrySource: ByteSource {
  private let archive: Archive
  /// Where it is counted what was read.
  private let progress: RunProgress?

  init(entryOf archive: Archive, _ progress: RunProgress? = nil) {
    self.archive = archive
    self.progress = progress
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = try archive.read(into: buffer)
    progress?.add(byteCount: count)
    return count
  }
}

/// The content of a zstd or LZ4 stream, all parts of it.
final class StreamSource: ByteSource {
  private var archive: Archive
  private var isOpen: Bool

  init(_ compression: Compression, source: any ByteSource) throws(ReadFailure) {
    archive = try Archive(compression, source: source)
    isOpen = try archive.nextEntry() != nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while true {
      let count = isOpen ? try archive.read(into: buffer) : 0
      if count > 0 { return count }
      guard let next = try archive.nextPart() else { return 0 }
      archive = next
      isOpen = try archive.nextEntry() != nil
    }
  }
}
