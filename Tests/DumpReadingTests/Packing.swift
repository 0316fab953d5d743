import CArchive

/// Ways to store content, as the tools of the world do it.
enum Packing: CaseIterable {
  case plain
  case gzip
  case zstd
  case lz4
  case bzip2
  case xz
  case zip
  case tar
  case tarGzip
  case zipInTar
  case tarXzInZip

  static let streams: [Packing] = [.gzip, .zstd, .lz4, .bzip2, .xz]

  /// The content, packed; in an archive under the name `entry`.
  func pack(_ content: [UInt8], entry: String = "entry.json") -> [UInt8] {
    if self == .plain { return content }
    // libarchive 3.6 crashes on it; this is what `lz4` writes.
    if self == .lz4, content.isEmpty {
      return [0x04, 0x22, 0x4D, 0x18, 0x64, 0x40, 0xA7, 0, 0, 0, 0, 0x05, 0x5D, 0xCC, 0x02]
    }
    switch self {
    case .tarGzip: return Packing.gzip.pack(Self.tar([(entry, content)]))
    case .zipInTar: return Self.tar([("inner.zip", Self.zip([(entry, content)]))])
    case .tarXzInZip: return Self.zip([("inner", Packing.xz.pack(Self.tar([(entry, content)])))])
    default: return Self.write([(entry, content)], as: self)
    }
  }

  /// A tar with these entries.
  static func tar(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
    write(entries, as: .tar)
  }

  /// A zip with these entries.
  static func zip(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
    write(entries, as: .zip)
  }

  private static func write(
    _ entries: [(name: String, content: [UInt8])], as packing: Packing
  ) -> [UInt8] {
    let archive = archive_write_new()
    defer { archive_write_free(archive) }
    switch packing {
    case .gzip: archive_write_add_filter_gzip(archive)
    case .zstd: archive_write_add_filter_zstd(archive)
    case .lz4: archive_write_add_filter_lz4(archive)
    case .bzip2: archive_write_add_filter_bzip2(archive)
    case .xz: archive_write_add_filter_xz(archive)
    default: archive_write_add_filter_none(archive)
    }
    if packing == .zip {
      archive_write_set_format_zip(archive)
    } else if packing == .tar {
      archive_write_set_format_pax_restricted(archive)
    } else {
      archive_write_set_format_raw(archive)
    }
    archive_write_set_bytes_in_last_block(archive, 1)
    var packed = [UInt8](
      repeating: 0, count: 16_384 + entries.reduce(0) { $0 + 2 * $1.content.count + 2048 })
    var used = 0
    packed.withUnsafeMutableBytes { buffer in
      archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used)
      for entry in entries { write(entry.name, entry.content, to: archive) }
      archive_write_close(archive)
    }
    return Array(packed.prefix(used))
  }

  private static func write(_ name: String, _ content: [UInt8], to archive: OpaquePointer?) {
    let entry = archive_entry_new()
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname(entry, name)
    archive_entry_set_filetype(entry, 0o100000)
    archive_entry_set_size(entry, la_int64_t(content.count))
    archive_write_header(archive, entry)
    content.withUnsafeBytes { _ = archive_write_data(archive, $0.baseAddress, $0.count) }
  }
}
