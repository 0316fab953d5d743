/// Takes apart the records of a zip; all numbers are little-endian.
struct ZipCursor {
  private let bytes: [UInt8]
  private var position = 0

  static let localHeaderByteCount = 30
  private static let centralHeaderByteCount = 46

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// A number at a position, whose bytes must be there. One beyond `Int.max` is negative.
  func number(at start: Int, byteCount: Int) -> Int {
    var number: UInt64 = 0
    for index in 0..<byteCount { number |= UInt64(bytes[start + index]) << (8 * UInt64(index)) }
    return Int(truncatingIfNeeded: number)
  }

  /// The next entry of the central directory; nil where it is broken.
  mutating func centralEntry() -> ZipEntry? {
    let start = position
    guard bytes.count - start >= Self.centralHeaderByteCount,
      bytes[start...].starts(with: [0x50, 0x4B, 1, 2])
    else { return nil }
    let nameByteCount = number(at: start + 28, byteCount: 2)
    let extraByteCount = number(at: start + 30, byteCount: 2)
    let commentByteCount = number(at: start + 32, byteCount: 2)
    let nameStart = start + Self.centralHeaderByteCount
    let end = nameStart + nameByteCount + extraByteCount + commentByteCount
    guard end <= bytes.count else { return nil }
    let isUnix = bytes[start + 5] == 3
    var entry = ZipEntry(
      name: Array(bytes[nameStart..<nameStart + nameByteCount]),
      flags: number(at: start + 8, byteCount: 2), method: number(at: start + 10, byteCount: 2),
      checksum: UInt32(number(at: start + 16, byteCount: 4)),
      packedByteCount: number(at: start + 20, byteCount: 4),
      byteCount: number(at: start + 24, byteCount: 4),
      headerOffset: number(at: start + 42, byteCount: 4),
      mode: isUnix ? UInt32(number(at: start + 40, byteCount: 2)) : 0)
    let extra = nameStart + nameByteCount..<nameStart + nameByteCount + extraByteCount
    guard
      widen(
        extra, [\.byteCount, \.packedByteCount, \.headerOffset], of: &entry)
    else { return nil }
    position = end
    return entry
  }

  /// Compares a local header with the entry of the central directory.
  ///
  /// - Returns: what differs; nil where they agree.
  func difference(fromLocalHeaderOf entry: ZipEntry) -> String? {
    guard bytes.count >= Self.localHeaderByteCount + entry.name.count,
      bytes.starts(with: [0x50, 0x4B, 3, 4])
    else { return "the local header is missing" }
    let nameByteCount = number(at: 26, byteCount: 2)
    guard nameByteCount == entry.name.count,
      bytes[Self.localHeaderByteCount...].starts(with: entry.name)
    else { return "the names differ" }
    // The bits that say how the content is stored, and whether the sizes follow it.
    guard number(at: 6, byteCount: 2) & 0x2009 == entry.flags & 0x2009,
      number(at: 8, byteCount: 2) == entry.method
    else { return "the compression methods differ" }
    var local = entry
    local.checksum = UInt32(number(at: 14, byteCount: 4))
    local.packedByteCount = number(at: 18, byteCount: 4)
    local.byteCount = number(at: 22, byteCount: 4)
    let extraStart = Self.localHeaderByteCount + nameByteCount
    let extra = extraStart..<extraStart + number(at: 28, byteCount: 2)
    guard extra.upperBound <= bytes.count,
      widen(extra, [\.byteCount, \.packedByteCount], of: &local)
    else { return "the local header is broken" }
    return Self.difference(between: entry, and: local)
  }

  private static func difference(between entry: ZipEntry, and local: ZipEntry) -> String? {
    // With a descriptor the local header may leave them open.
    let mayBeZero = entry.hasDescriptor
    func agree<Number: BinaryInteger>(_ key: KeyPath<ZipEntry, Number>) -> Bool {
      local[keyPath: key] == entry[keyPath: key] || mayBeZero && local[keyPath: key] == 0
    }
    if !agree(\.checksum) { return "the checksums differ" }
    return agree(\.packedByteCount) && agree(\.byteCount) ? nil : "the sizes differ"
  }

  /// True if these bytes, which follow the content, are the data descriptor of an entry: with or
  /// without a signature, its sizes 4 or 8 bytes long.
  func isDescriptor(of entry: ZipEntry) -> Bool {
    for start in [4, 0] where start == 0 || bytes.starts(with: [0x50, 0x4B, 7, 8]) {
      for size in [4, 8] where start + 4 + 2 * size <= bytes.count {
        if UInt32(number(at: start, byteCount: 4)) == entry.checksum,
          number(at: start + 4, byteCount: size) == entry.packedByteCount,
          number(at: start + 4 + size, byteCount: size) == entry.byteCount
        {
          return true
        }
      }
    }
    return false
  }

  /// Replaces numbers that do not fit into 4 bytes by those of the zip64 field (APPNOTE 4.5.3);
  /// false where it is needed and broken.
  private func widen(
    _ extra: Range<Int>, _ keys: [WritableKeyPath<ZipEntry, Int>], of entry: inout ZipEntry
  ) -> Bool {
    let wanted = keys.filter { entry[keyPath: $0] == 0xFFFF_FFFF }
    if wanted.isEmpty { return true }
    var start = extra.lowerBound
    while start + 4 <= extra.upperBound {
      let fieldEnd = start + 4 + number(at: start + 2, byteCount: 2)
      guard fieldEnd <= extra.upperBound else { return false }
      if number(at: start, byteCount: 2) == 1 {
        for (index, key) in wanted.enumerated() {
          let place = start + 4 + 8 * index
          guard place + 8 <= fieldEnd else { return false }
          entry[keyPath: key] = number(at: place, byteCount: 8)
          if entry[keyPath: key] < 0 { return false }
        }
        return true
      }
      start = fieldEnd
    }
    return false
  }
}
