/// The end of a zip's central directory (APPNOTE 4.3.14–4.3.16), which says how many entries there
/// are: libarchive takes a damaged directory for its end.
enum ZipDirectory {
  private static let endByteCount = 22
  private static let locatorByteCount = 20
  private static let commentByteCountMax = 65_535

  /// How many entries the zip says it has; nil where it has no directory.
  static func entryCount(of file: StoredFile) throws(ReadFailure) -> Int? {
    let tailStart = max(0, file.byteCount - endByteCount - commentByteCountMax - locatorByteCount)
    let tail = try file.source(from: tailStart).take(file.byteCount - tailStart)
    guard let end = endRecord(in: tail) else { return nil }
    let count = number(tail, at: end + 10, byteCount: 2)
    if count != 0xFFFF { return count }
    let locator = end - locatorByteCount
    guard locator >= 0, tail[locator...].starts(with: [0x50, 0x4B, 6, 7]) else { return count }
    let offset = number(tail, at: locator + 8, byteCount: 8)
    guard offset >= 0, offset <= file.byteCount - 56 else { return nil }
    let record = try file.source(from: offset).take(56)
    return record.starts(with: [0x50, 0x4B, 6, 6]) ? number(record, at: 32, byteCount: 8) : nil
  }

  /// Where the end record begins: the last one whose comment fits.
  private static func endRecord(in tail: [UInt8]) -> Int? {
    var start = tail.count - endByteCount
    while start >= 0 {
      if tail[start] == 0x50, tail[start...].starts(with: [0x50, 0x4B, 5, 6]),
        start + endByteCount + number(tail, at: start + 20, byteCount: 2) <= tail.count
      {
        return start
      }
      start -= 1
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], at start: Int, byteCount: Int) -> Int {
    var number: UInt64 = 0
    for index in 0..<byteCount { number |= UInt64(bytes[start + index]) << (8 * UInt64(index)) }
    return Int(truncatingIfNeeded: number)
  }
}
