/// The central directory of a zip (APPNOTE 4.3.12–4.3.16).
struct ZipDirectory {
  /// In the order of the directory.
  let entries: [ZipEntry]

  private static let endByteCount = 22
  private static let locatorByteCount = 20
  private static let zip64EndByteCount = 56
  private static let commentByteCountMax = 65_535

  /// The content of the end record.
  private struct End {
    var entryCount: Int
    var directory: Range<Int>
    /// Where the records after the directory begin.
    var offset: Int
  }

  /// Reads the directory of a stored zip.
  ///
  /// - Throws: `damaged` where it is not whole, or where entries overlap; what the local headers
  ///   say
  ///   is compared when an entry is read.
  init(of file: StoredFile) throws(ReadFailure) {
    let end = try Self.end(of: file)
    guard end.directory.upperBound == end.offset else {
      throw Self.damaged("the central directory is not where its end record says")
    }
    if end.entryCount > ArchiveFormat.entryCountMax {
      throw Self.damaged("more than \(ArchiveFormat.entryCountMax) entries")
    }
    let bytes = try file.source(from: end.directory.lowerBound).take(end.directory.count)
    var cursor = ZipCursor(bytes)
    var entries: [ZipEntry] = []
    while !cursor.isAtEnd {
      guard let entry = cursor.centralEntry() else {
        throw Self.damaged("entry \(entries.count + 1) of the central directory is broken")
      }
      entries.append(entry)
    }
    if entries.count != end.entryCount {
      throw Self.damaged("\(entries.count) entries found of \(end.entryCount)")
    }
    try Self.checkOverlaps(entries, before: end.directory.lowerBound)
    self.entries = entries
  }

  /// No two entries may share bytes: that is how a small zip becomes endless.
  private static func checkOverlaps(
    _ entries: [ZipEntry], before end: Int
  ) throws(ReadFailure) {
    var free = 0
    for entry in entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
      let (next, isTooLarge) = entry.headerOffset.addingReportingOverflow(
        ZipCursor.localHeaderByteCount + entry.name.count + entry.packedByteCount)
      guard entry.headerOffset >= free, !isTooLarge, next <= end else {
        let name = String(decoding: entry.name, as: UTF8.self)
        throw damaged("the content of \(name) overlaps with something else")
      }
      free = next
    }
  }

  // MARK: The end record

  private static func end(of file: StoredFile) throws(ReadFailure) -> End {
    let tailStart = max(
      0, file.byteCount - endByteCount - commentByteCountMax - locatorByteCount - zip64EndByteCount)
    let tail = try file.source(from: tailStart).take(file.byteCount - tailStart)
    guard let start = endRecord(in: tail) else {
      throw damaged("its end record is not at its end: it is cut off, or something follows it")
    }
    let cursor = ZipCursor(tail)
    let offset = cursor.number(at: start + 16, byteCount: 4)
    let byteCount = cursor.number(at: start + 12, byteCount: 4)
    let entryCount = cursor.number(at: start + 10, byteCount: 2)
    let disks = cursor.number(at: start + 4, byteCount: 4)
    let locator = start - locatorByteCount
    if locator >= 0, tail[locator...].starts(with: [0x50, 0x4B, 6, 7]) {
      let position = cursor.number(at: locator + 8, byteCount: 8)
      if let end = try zip64End(of: file, at: position, locator: tailStart + locator) { return end }
      throw damaged("its zip64 end record is broken")
    }
    guard disks == 0 else { throw damaged("it is one of several parts; join them first") }
    return End(
      entryCount: entryCount, directory: offset..<offset + byteCount, offset: tailStart + start)
  }

  private static func zip64End(
    of file: StoredFile, at position: Int, locator: Int
  ) throws(ReadFailure) -> End? {
    guard position >= 0, position <= locator - zip64EndByteCount else { return nil }
    let record = try file.source(from: position).take(zip64EndByteCount)
    guard record.starts(with: [0x50, 0x4B, 6, 6]) else { return nil }
    let cursor = ZipCursor(record)
    let byteCount = cursor.number(at: 40, byteCount: 8)
    let offset = cursor.number(at: 48, byteCount: 8)
    guard cursor.number(at: 16, byteCount: 8) == 0, offset >= 0, byteCount >= 0,
      byteCount <= position, offset <= position - byteCount
    else { return nil }
    return End(
      entryCount: cursor.number(at: 32, byteCount: 8), directory: offset..<offset + byteCount,
      offset: position)
  }

  /// Where the end record begins: the last one whose comment reaches the end of the file.
  private static func endRecord(in tail: [UInt8]) -> Int? {
    let cursor = ZipCursor(tail)
    var start = tail.count - endByteCount
    while start >= 0 {
      if tail[start] == 0x50, tail[start...].starts(with: [0x50, 0x4B, 5, 6]),
        start + endByteCount + cursor.number(at: start + 20, byteCount: 2) == tail.count
      {
        return start
      }
      start -= 1
    }
    return nil
  }

  static func damaged(_ detail: String) -> ReadFailure {
    .damaged(byte: 0, reason: "the zip is damaged: \(detail); fetch or export it again")
  }
}
