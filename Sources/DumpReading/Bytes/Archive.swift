internal import CArchive

/// A zstd or LZ4 stream or a zip, decoded by libarchive. Anything that libarchive even warns of (a
/// wrong checksum, a size that does not fit) is a failure.
final class Archive {
  private let handle: OpaquePointer
  private let input: ArchiveInput
  private let compression: Compression
  /// Bytes of content before those of this archive, for errors.
  private var produced: Int

  init(
    _ compression: Compression, source: any ByteSource, producedBefore: Int = 0
  ) throws(ReadFailure) {
    guard let handle = archive_read_new() else { throw .io(reason: "out of memory") }
    self.handle = handle
    self.compression = compression
    produced = producedBefore
    input = ArchiveInput(source: source)
    input.attach(to: handle)
    try enable()
    if archive_read_open1(handle) != ARCHIVE_OK { throw failure() }
  }

  deinit { archive_read_free(handle) }

  private func enable() throws(ReadFailure) {
    let result =
      switch compression {
      case .gzip, .zip: archive_read_support_format_zip_seekable(handle)
      case .zstd: archive_read_support_filter_zstd(handle)
      case .lz4: archive_read_support_filter_lz4(handle)
      }
    if result != ARCHIVE_OK {
      throw .unreadable(reason: "this libarchive cannot read \(compression.name) by itself")
    }
    if compression == .zip { return }
    archive_read_support_format_raw(handle)
    archive_read_support_format_empty(handle)
  }

  /// Goes to the next entry; nil behind the last. A compressed stream has one, or none if it is
  /// empty.
  func nextEntry() throws(ReadFailure) -> ArchiveEntry? {
    var entry: OpaquePointer?
    let result = archive_read_next_header(handle, &entry)
    // A warning here is about a name that the locale cannot show.
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN || result == ARCHIVE_EOF else {
      throw failure()
    }
    let filter = compression == .zstd ? ARCHIVE_FILTER_ZSTD : ARCHIVE_FILTER_LZ4
    if compression != .zip, archive_filter_code(handle, 0) != filter {
      throw damaged("the header of the \(compression.name) data is damaged or cut off")
    }
    if compression == .zip { produced = 0 }
    return result == ARCHIVE_EOF ? nil : ArchiveEntry(entry)
  }

  /// Reads the content of the entry; 0 only at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
    if count < 0 { throw failure() }
    produced += count
    return count
  }

  /// What stands behind the end of a stream; nil if nothing does. libarchive takes whatever it does
  /// not know, and an empty frame, for the end.
  func remainder() throws(ReadFailure) -> (any ByteSource)? {
    let consumed = Int(archive_filter_bytes(handle, -1))
    return try input.remainder(behind: consumed)
  }

  /// The next part of a stream, where another begins behind this one.
  func nextPart() throws(ReadFailure) -> Archive? {
    guard let rest = try remainder() else { return nil }
    let magic = try rest.take(Compression.magicByteCount)
    guard Compression(magic: magic) == compression else {
      throw damaged("what stands behind the \(compression.name) data is no \(compression.name)")
    }
    return try Archive(
      compression, source: PrefixedSource(prefix: magic, rest: rest), producedBefore: produced)
  }

  private func failure() -> ReadFailure {
    if let failure = input.failure { return failure }
    let detail = archive_error_string(handle).map { String(cString: $0) } ?? "truncated"
    // libarchive has one number for all damage, and says it in words.
    if compression != .zip, detail.lowercased().contains("truncated") {
      return .cutOff(
        byte: produced, reason: "the \(compression.name) data ends too early\(Self.advice)")
    }
    return damaged("the \(compression.name) data is damaged or cut off: \(detail)")
  }

  private static let advice = "; fetch or export the file again"

  private func damaged(_ reason: String) -> ReadFailure {
    .damaged(byte: produced, reason: reason + Self.advice)
  }
}

/// One file in a zip.
struct ArchiveEntry {
  /// As the zip spells it.
  var name: String
  var isRegular: Bool
  /// A folder, which has no content.
  var isFolder: Bool
  var isEncrypted: Bool
  /// Of its content, where the zip says it.
  var byteCount: Int?

  init(_ entry: OpaquePointer?) {
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    self.name = name.map { String(cString: $0) } ?? "(no name)"
    isRegular = UInt32(archive_entry_filetype(entry)) == UInt32(S_IFREG)
    isFolder =
      UInt32(archive_entry_filetype(entry)) == UInt32(S_IFDIR) && archive_entry_size(entry) == 0
    isEncrypted = archive_entry_is_data_encrypted(entry) != 0
    byteCount = archive_entry_size_is_set(entry) != 0 ? Int(archive_entry_size(entry)) : nil
  }
}
