internal import CArchive

/// Packs blocks of bytes, each by itself: a zstd frame, written by libarchive.
enum BlockPacking {
  /// Packs bytes into memory of the same size.
  ///
  /// - Returns: how many bytes they have become; nil where they do not become fewer, or where this
  ///   libarchive has no zstd.
  static func pack(
    _ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> Int? {
    guard let archive = unsafe archive_write_new() else { return nil }
    defer { unsafe archive_write_free(archive) }
    guard unsafe archive_write_add_filter_zstd(archive) == ARCHIVE_OK else { return nil }
    unsafe archive_write_set_filter_option(archive, nil, "compression-level", "1")
    unsafe archive_write_set_format_raw(archive)
    unsafe archive_write_set_bytes_per_block(archive, 0)
    let entry = unsafe archive_entry_new()
    defer { unsafe archive_entry_free(entry) }
    unsafe archive_entry_set_filetype(entry, 0o100000)
    var used = 0
    guard
      unsafe archive_write_open_memory(archive, target.baseAddress, target.count, &used)
        == ARCHIVE_OK,
      unsafe archive_write_header(archive, entry) == ARCHIVE_OK,
      unsafe archive_write_data(archive, bytes.baseAddress, bytes.count) == bytes.count,
      unsafe archive_write_close(archive) == ARCHIVE_OK
    else { return nil }
    return used < bytes.count ? used : nil
  }

  /// Unpacks what `pack` made of so many bytes.
  static func unpack(_ packed: [UInt8], byteCount: Int) throws(ReadFailure) -> [UInt8] {
    let packed = PrefixedSource(prefix: packed, rest: nil)
    let bytes = try Compression.zstd.decompressed(packed).take(byteCount)
    precondition(bytes.count == byteCount, "a block is not as long as it was")
    return bytes
  }
}
