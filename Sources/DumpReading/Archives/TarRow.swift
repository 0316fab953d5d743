/// The entries of a compressed tar, read in a row: going back means decompressing from the
/// beginning.
final class TarRow {
  private let archive: StoredFile
  private let compression: Compression
  private var tar: (any ByteSource)?
  private var position = 0

  /// nil for entries that can be read in any order.
  init?(_ file: PlannedFile) {
    guard let step = file.steps.last, let compression = step.compression else { return nil }
    archive = step.kept ?? file.stored
    self.compression = compression
  }

  /// The content of an entry; it must be read before the next one is asked for, as far as it is
  /// read at all.
  func content(of file: PlannedFile) throws(ReadFailure) -> any ByteSource {
    guard case .tar(let range) = file.steps.last?.entry else { preconditionFailure("not a tar") }
    if tar == nil || range.lowerBound < position {
      tar = try compression.decompressed(archive.source())
      position = 0
    }
    let source = Row(self)
    let gap = range.lowerBound - position
    guard try source.skip(gap) == gap else {
      throw .io(reason: "the tar became shorter while it was read")
    }
    return SliceSource(source, count: range.count)
  }

  /// The tar, its position being counted.
  private final class Row: ByteSource {
    private let row: TarRow

    init(_ row: TarRow) { self.row = row }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
      let count = try unsafe row.tar?.read(into: buffer) ?? 0
      row.position += count
      return count
    }
  }
}
