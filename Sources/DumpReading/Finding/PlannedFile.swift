internal import CensusModel

/// A file of records: a stored file, or one entry of a zip. `RecordPosition.file` counts these.
struct PlannedFile: Sendable {
  /// `dump/phones.jsonl`, or `dump/export.zip:phones.json`.
  var name: String
  var stored: StoredFile
  /// The entry's index among all entries of the zip.
  var zipEntry: Int?
  /// Index of the dump it belongs to.
  var dump: Int
  /// How the stored file (for a zip entry: the zip) is compressed.
  var compression: Compression?
  /// Of a zip's entry: its bytes without the zip, where the zip says it.
  var contentByteCount: Int?

  /// Whether both are entries of one zip.
  func isInZip(of other: PlannedFile) -> Bool {
    zipEntry != nil && other.zipEntry != nil && dump == other.dump
      && stored.path == other.stored.path
  }

  /// The content, decompressed; bytes of it are counted as they are stored, those of a zip's entry as
  /// they are without the zip.
  func content(_ progress: RunProgress? = nil) throws(ReadFailure) -> any ByteSource {
    guard let zipEntry else {
      let source = try stored.source()
      source.progress = progress
      guard let compression else { return source }
      return try compression.decompressed(source)
    }
    return try Self.content(ofEntryAt: archive(at: zipEntry), progress)
  }

  /// The content of a zip's entry, without another decompression; for zip entries.
  func entrySource() throws(ReadFailure) -> ZipEntrySource {
    try ZipEntrySource(entryOf: archive(at: zipEntry ?? 0))
  }

  private func archive(at zipEntry: Int) throws(ReadFailure) -> Archive {
    let archive = try Archive(.zip, source: stored.source())
    for _ in 0..<zipEntry { _ = try archive.nextEntry() }
    guard try archive.nextEntry() != nil else {
      throw .io(reason: "the zip changed while it was read")
    }
    return archive
  }

  /// The content of the entry at which a zip stands; an entry may be compressed once more.
  static func content(
    ofEntryAt archive: Archive, _ progress: RunProgress? = nil
  ) throws(ReadFailure) -> any ByteSource {
    let entry = ZipEntrySource(entryOf: archive, progress)
    let magic = try entry.take(Compression.magicByteCount)
    let source = PrefixedSource(prefix: magic, rest: entry)
    guard let compression = Compression(magic: magic), compression != .zip else { return source }
    return try compression.decompressed(source)
  }
}
