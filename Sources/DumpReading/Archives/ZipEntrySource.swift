internal import CZlib
internal import CensusModel

/// The content of a zip's entry. At its end the sizes and the checksum are compared with those of
/// the central directory, and with those of the data descriptor if there is one.
final class ZipEntrySource: ByteSource {
  private let entry: ZipEntry
  /// The zip, opened once for all that is read of the entry.
  private let file: FileSource
  private let content: any ByteSource
  private let contentEnd: Int
  /// The source of the packed bytes: all of them must be used.
  private let packed: CountingSource
  private let progress: RunProgress?
  private var produced = 0
  private var checksum: UInt = 0
  private var isChecked = false

  /// - Parameters:
  ///   - entry: as the central directory describes it, of a method that is known.
  ///   - file: the zip.
  ///   - progress: where the bytes of the content are counted.
  /// - Throws: `damaged` where the local header says something else.
  init(
    _ entry: ZipEntry, in file: StoredFile, _ progress: RunProgress? = nil
  ) throws(ReadFailure) {
    self.entry = entry
    self.file = try file.source(from: entry.headerOffset)
    self.progress = progress
    let start = try Self.contentStart(of: entry, in: self.file)
    contentEnd = start + entry.packedByteCount
    guard contentEnd <= file.byteCount else { throw Self.damaged(0, "it ends beyond the zip") }
    packed = CountingSource(self.file.slice(start..<contentEnd))
    content = try Self.content(of: entry, packed)
  }

  private static func contentStart(
    of entry: ZipEntry, in source: FileSource
  ) throws(ReadFailure) -> Int {
    let headerByteCount = ZipCursor.localHeaderByteCount + entry.name.count
    var header = try source.take(headerByteCount)
    guard header.count == headerByteCount else {
      throw damaged(0, "the local header is missing")
    }
    let extraByteCount = ZipCursor(header).number(at: 28, byteCount: 2)
    header += try source.take(extraByteCount)
    if let difference = ZipCursor(header).difference(fromLocalHeaderOf: entry) {
      throw damaged(0, "\(difference) between its local header and the central directory")
    }
    return entry.headerOffset + headerByteCount + extraByteCount
  }

  private static func content(
    of entry: ZipEntry, _ packed: CountingSource
  ) throws(ReadFailure) -> any ByteSource {
    switch ZipEntry.Method(rawValue: entry.method) {
    case .stored: return packed
    case .deflate:
      let inflating = try DeflateSource(packed, packedByteCount: entry.packedByteCount)
      return ExpansionGuard(inflating, of: packed, name: "zip")
    case .bzip2: return try Compression.bzip2.decompressed(packed)
    case .zstd: return try Compression.zstd.decompressed(packed)
    case .xz: return try Compression.xz.decompressed(packed)
    case nil: throw .unreadable(reason: "its compression method is not known")
    }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = try unsafe content.read(into: buffer)
    if count == 0 {
      try check()
      return 0
    }
    checksum = unsafe crc32(
      checksum, buffer.baseAddress?.assumingMemoryBound(to: Bytef.self), UInt32(count))
    produced += count
    if produced > entry.byteCount {
      throw Self.damaged(produced, "it is longer than the zip says")
    }
    progress?.add(byteCount: count)
    return count
  }

  private func check() throws(ReadFailure) {
    if isChecked { return }
    isChecked = true
    guard produced == entry.byteCount, packed.byteCount == entry.packedByteCount else {
      throw Self.damaged(produced, "its size is not what the zip says")
    }
    guard checksum == UInt(entry.checksum) else {
      throw Self.damaged(produced, "its checksum is not what the zip says")
    }
    guard entry.hasDescriptor else { return }
    let descriptor = try file.slice(contentEnd..<file.end).take(24)
    if !ZipCursor(descriptor).isDescriptor(of: entry) {
      throw Self.damaged(produced, "its sizes or its checksum differ from what follows it")
    }
  }

  private static func damaged(_ byte: Int, _ detail: String) -> ReadFailure {
    .damaged(
      byte: byte, reason: "the entry of the zip is damaged: \(detail); fetch or export it again")
  }
}

/// The bare deflate data of a zip's entry.
private final class DeflateSource: ByteSource {
  private let inflater: Inflater
  private var isAtEnd = false
  private var produced = 0

  init(_ packed: any ByteSource, packedByteCount: Int) throws(ReadFailure) {
    inflater = try Inflater(packed, .bare, inputByteCount: min(1 << 16, packedByteCount))
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    while !isAtEnd {
      guard try inflater.refill() else { throw damaged("it ends too early") }
      let (count, step) = unsafe try inflater.step(into: buffer)
      switch step {
      case .more: break
      case .end:
        isAtEnd = true
        if unsafe !inflater.unused.isEmpty { throw damaged("something follows its end") }
      case .damaged(let detail):
        if count == 0 { throw damaged(detail) }
      }
      produced += count
      if count > 0 { return count }
    }
    return 0
  }

  private func damaged(_ detail: String) -> ReadFailure {
    .damaged(
      byte: produced,
      reason: "the entry of the zip is damaged: \(detail); fetch or export it again")
  }
}
