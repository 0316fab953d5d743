internal import CArchive

/// A zstd, LZ4, bzip2 or xz stream, decoded by libarchive. Anything that libarchive even warns of
/// (a wrong checksum, a size that does not fit) is a failure.
@safe final class StreamDecoder {
  private let handle: OpaquePointer
  private let input: StreamInput
  private let compression: Compression
  /// Bytes of content before those of this decoder, for errors.
  private var produced: Int

  init(
    _ compression: Compression, source: any ByteSource, producedBefore: Int = 0
  ) throws(ReadFailure) {
    guard let handle = unsafe archive_read_new() else { throw .io(reason: "out of memory") }
    unsafe self.handle = unsafe handle
    self.compression = compression
    produced = producedBefore
    input = StreamInput(source: source)
    unsafe input.attach(to: handle)
    try enable()
    if unsafe archive_read_open1(handle) != ARCHIVE_OK { throw failure() }
  }

  deinit { unsafe archive_read_free(handle) }

  private func enable() throws(ReadFailure) {
    let result =
      switch compression {
      // zlib decodes it (`GzipSource`).
      case .gzip: ARCHIVE_FATAL
      case .zstd: unsafe archive_read_support_filter_zstd(handle)
      case .lz4: unsafe archive_read_support_filter_lz4(handle)
      case .bzip2: unsafe archive_read_support_filter_bzip2(handle)
      case .xz: unsafe archive_read_support_filter_xz(handle)
      }
    if result != ARCHIVE_OK {
      throw .unreadable(reason: "this libarchive cannot read \(compression.name) by itself")
    }
    unsafe archive_read_support_format_raw(handle)
    unsafe archive_read_support_format_empty(handle)
  }

  private var filter: Int32 {
    switch compression {
    case .gzip: ARCHIVE_FILTER_GZIP
    case .zstd: ARCHIVE_FILTER_ZSTD
    case .lz4: ARCHIVE_FILTER_LZ4
    case .bzip2: ARCHIVE_FILTER_BZIP2
    case .xz: ARCHIVE_FILTER_XZ
    }
  }

  /// Goes to the content; false if it is empty.
  func begin() throws(ReadFailure) -> Bool {
    var entry: OpaquePointer?
    let result = unsafe archive_read_next_header(handle, &entry)
    guard result == ARCHIVE_OK || result == ARCHIVE_WARN || result == ARCHIVE_EOF else {
      throw failure()
    }
    if unsafe archive_filter_code(handle, 0) != filter {
      throw damaged("the header of the \(compression.name) data is damaged or cut off")
    }
    return result != ARCHIVE_EOF
  }

  /// Reads the content; 0 only at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
    let count = unsafe archive_read_data(handle, buffer.baseAddress, buffer.count)
    if count < 0 { throw failure() }
    produced += count
    return count
  }

  /// The bytes after the end of a stream; nil if there are none. libarchive takes whatever it does
  /// not know, and an empty frame, for the end.
  func remainder() throws(ReadFailure) -> (any ByteSource)? {
    let consumed = unsafe Int(archive_filter_bytes(handle, -1))
    return try input.remainder(after: consumed)
  }

  /// The next part of a stream, where another begins after this one.
  func nextPart() throws(ReadFailure) -> StreamDecoder? {
    guard let rest = try remainder() else { return nil }
    let magic = try rest.take(Compression.magicByteCount)
    guard Compression(magic: magic) == compression else {
      throw damaged("the \(compression.name) data is followed by something else")
    }
    return try StreamDecoder(
      compression, source: PrefixedSource(prefix: magic, rest: rest), producedBefore: produced)
  }

  private func failure() -> ReadFailure {
    if let failure = input.failure { return failure }
    let detail =
      unsafe archive_error_string(handle).map { unsafe String(cString: $0) } ?? "truncated"
    // libarchive has one number for all damage, and says it in words.
    // xz makes no progress where its input ends too early.
    let words = detail.lowercased()
    if words.contains("truncated") || compression == .xz && words.contains("no progress") {
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
