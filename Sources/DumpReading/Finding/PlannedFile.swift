internal import CensusModel

/// A file of records: a stored file, or an entry of an archive. `RecordPosition.file` counts these.
struct PlannedFile: Sendable {
  /// `dump/phones.jsonl`, or `dump/export.zip:phones.json`.
  var name: String
  var stored: StoredFile
  /// Index of the dump it belongs to.
  var dump: Int
  /// The archives from the stored file to the content: none, one, or two where one is in the other.
  var steps: [ArchiveStep] = []
  /// The compression of the content itself.
  var compression: Compression?
  /// Of text in UTF-16.
  var byteOrder: UTF16Source.ByteOrder?
  /// Records share lines or span them, which was found out while the file was read.
  var isSpanning = false
  /// It is not there, but what was read of it in a packed file.
  var isPacked = false

  /// True if both come from one stored archive.
  func sharesStoredArchive(with other: PlannedFile) -> Bool {
    !steps.isEmpty && !other.steps.isEmpty && dump == other.dump
      && stored.path == other.stored.path
  }

  /// True if both are entries of one archive.
  func sharesArchive(with other: PlannedFile) -> Bool {
    !steps.isEmpty && steps.last?.archiveNumber == other.steps.last?.archiveNumber
  }

  /// How the file is packed, for people; nil for plain text.
  var packingName: String? {
    guard let step = steps.last else { return compression?.name }
    let format = step.entry.format.name
    return step.compression.map { "\(format), \($0.name)" } ?? format
  }

  /// Of an archive's entry: its bytes without the archive.
  var entryByteCount: Int? { steps.last?.entry.byteCount }

  /// As `byteOrder` and `compression` say, the text of the records in UTF-8. Bytes are counted as they
  /// are stored, those of an entry as they are without the archive.
  ///
  /// - Parameters:
  ///   - progress: where it is counted what was read.
  ///   - digest: where a file that is in no archive is hashed as it is read.
  func content(
    _ progress: RunProgress? = nil, digest: StretchDigest? = nil
  ) throws(ReadFailure) -> any ByteSource {
    try decoded(packedContent(progress, digest: digest))
  }

  /// The text of the records, from the file's content as it is packed.
  func decoded(_ packed: any ByteSource) throws(ReadFailure) -> any ByteSource {
    let text = try compression?.decompressed(packed) ?? packed
    return byteOrder.map { UTF16Source(text, $0) } ?? text
  }

  /// The content, still compressed.
  func packedContent(
    _ progress: RunProgress? = nil, digest: StretchDigest? = nil
  ) throws(ReadFailure) -> any ByteSource {
    guard let step = steps.last else {
      let source = try stored.source()
      source.progress = progress
      source.digest = digest
      return source
    }
    return try step.content(in: stored, progress)
  }

  /// The entry of the stored archive in which this one is; for entries.
  var storedEntry: PlannedFile {
    var entry = self
    entry.steps = Array(steps.prefix(1))
    entry.name = steps.first?.name ?? name
    return entry
  }
}

/// A step into an archive.
struct ArchiveStep: Sendable {
  /// The entry's name with those of all archives around it.
  var name: String
  var entry: ArchiveEntry
  /// The same for all entries of one archive.
  var archiveNumber: Int
  /// The archive, where it is not the stored file itself.
  var kept: StoredFile?
  /// The compression of a tar.
  var compression: Compression?

  fileprivate func content(
    in stored: StoredFile, _ progress: RunProgress?
  ) throws(ReadFailure) -> any ByteSource {
    let archive = kept ?? stored
    switch entry {
    case .zip(let entry): return try ZipEntrySource(entry, in: archive, progress)
    case .tar(let range):
      guard let compression else {
        let source = try archive.source(from: range.lowerBound, to: range.upperBound)
        source.progress = progress
        return source
      }
      let tar = try compression.decompressed(archive.source())
      guard try tar.skip(range.lowerBound) == range.lowerBound else {
        throw .io(reason: "the tar became shorter while it was read")
      }
      return SliceSource(tar, count: range.count, progress)
    }
  }
}

extension PlannedFile {
  /// True if the digest of the stored file is made while its records are read.
  func isHashedInReading(_ options: DumpReader.Options) -> Bool {
    guard options.makesDigests, steps.isEmpty, stored.stream == nil else { return false }
    return options.cutsAtLeaves || stored.byteCount <= options.chunkByteCount
      || compression != nil || byteOrder != nil
  }
}
