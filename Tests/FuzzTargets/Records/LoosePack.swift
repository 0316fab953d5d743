internal import Sealing

internal import struct TestSupport.SplitMix64

/// A packed file taken apart as PackFormat.md says, with all that it holds, to be changed and
/// sealed again.
struct LoosePack {
  private struct Block {
    var kind: UInt8
    var recordCount: Int
    var raw: [UInt8]
  }

  /// The directory up to the list of blocks.
  private var head: [UInt8]
  private var blocks: [Block] = []

  private static let magic: [UInt8] = [0x89, 0x55, 0x43, 0x50, 0x4B, 0x0D, 0x0A, 0x1A]
  private static let kind = FileKind(magic: magic, version: 1)
  /// More is not decoded.
  private static let byteCountMax = 1 << 16

  /// - Returns: nil where the bytes do not have the form.
  init?(_ file: [UInt8]) {
    let trailer = file.count - Seal.trailerByteCount
    guard trailer >= Seal.headerByteCount else { return nil }
    let fields = trailer + Seal.identityByteCount
    let start = trailer - Seal.footerByteCount(file, fields: fields)
    guard start >= Seal.headerByteCount else { return nil }
    let rawByteCount = LooseNumber.number(file[fields + 8..<fields + 16])
    guard rawByteCount <= UInt64(Self.byteCountMax),
      let directory = Self.raw(
        Array(file[start..<trailer]), isPacked: file[fields + 16] == 3, Int(rawByteCount))
    else { return nil }
    head = []
    let isRead = directory.withUnsafeBytes { bytes in
      var cursor = ByteCursor(bytes)
      do throws(ByteCursor.Refusal) {
        try cursor.skipToBlocks()
        head = Array(directory[..<cursor.offset])
        try readBlocks(&cursor, file)
        return true
      } catch {
        return false
      }
    }
    guard isRead else { return nil }
  }

  private static func raw(_ stored: [UInt8], isPacked: Bool, _ byteCount: Int) -> [UInt8]? {
    isPacked ? Seal.decompressed(stored, byteCount: byteCount) : stored
  }

  private mutating func readBlocks(
    _ cursor: inout ByteCursor, _ file: [UInt8]
  ) throws(ByteCursor.Refusal) {
    var offset = Seal.headerByteCount
    for _ in 0..<(try cursor.varint(max: 1000)) {
      let (kind, count, codec) = (try cursor.u8(), try cursor.varint(), try cursor.u8())
      let (rawByteCount, stored) = (
        try cursor.varint(max: Self.byteCountMax), try cursor.varint(max: file.count - offset)
      )
      _ = try cursor.u64()
      let bytes = Array(file[offset..<offset + stored])
      guard let raw = Self.raw(bytes, isPacked: codec == 3, rawByteCount) else {
        throw cursor.refusal("a block that cannot be decoded")
      }
      blocks.append(Block(kind: kind, recordCount: count, raw: raw))
      offset += stored
    }
  }

  /// Changes bytes of a block or of the directory, and now and then what the directory says of a
  /// block.
  mutating func change(_ changes: inout Changes) {
    let choice = changes.random.below(blocks.count + 1)
    guard choice < blocks.count else { return changes.change(&head) }
    switch changes.random.below(16) {
    case 0: blocks[choice].recordCount = changes.random.below(5)
    case 1: blocks[choice].kind = UInt8(changes.random.below(5))
    case 2: blocks.swapAt(choice, changes.random.below(blocks.count))
    case 3: blocks.append(blocks[choice])
    default: changes.change(&blocks[choice].raw)
    }
  }

  /// The file under checksums that are right, without compression.
  func sealed() -> [UInt8] {
    var directory = ByteSink()
    directory.bytes = head
    directory.varint(blocks.count)
    for (number, block) in blocks.enumerated() {
      directory.u8(block.kind)
      directory.varint(block.recordCount)
      directory.u8(1)
      directory.varint(block.raw.count)
      directory.varint(block.raw.count)
      directory.u64(Seal.checksum(block.raw, seed: UInt64(number)))
    }
    return Header.serialized(Self.kind) + blocks.flatMap(\.raw) + directory.bytes
      + Trailer(
        sealing: directory.bytes, rawByteCount: directory.bytes.count, codec: .raw,
        kind: Self.kind
      ).serialized()
  }
}

extension ByteCursor {
  /// Passes over all lists of a directory but the last.
  fileprivate mutating func skipToBlocks() throws(Refusal) {
    _ = try take(32)
    try skipList { (cursor) throws(Refusal) in try cursor.skipOctets(1) }
    try skipList { (cursor) throws(Refusal) in try cursor.skipOctets(2) }
    try skipList { (cursor) throws(Refusal) in try cursor.skipOctets(1) }
    try skipList { (cursor) throws(Refusal) in try cursor.skipOctets(1) }
    guard try varint() == 0 else { throw refusal("differences are not taken apart") }
    try skipList { (cursor) throws(Refusal) in
      _ = try cursor.varint()
      try cursor.skipOctets(2)
      try cursor.skipNumbers(7)
      let leafCount = try cursor.varint(max: 1000)
      _ = try cursor.take(32 * leafCount)
    }
    for _ in 0..<3 {
      try skipList { (cursor) throws(Refusal) in
        try cursor.skipOctets(1)
        try cursor.skipNumbers(1)
      }
    }
    try skipList { (cursor) throws(Refusal) in _ = try cursor.take(25) }
    try skipList { (cursor) throws(Refusal) in
      try cursor.skipNumbers(3)
      try cursor.skipOctets(1)
      try cursor.skipNumbers(1)
    }
    try skipList { (cursor) throws(Refusal) in
      try cursor.skipNumbers(1)
      try cursor.skipOctets(1)
      try cursor.skipNumbers(4)
    }
    try skipList { (cursor) throws(Refusal) in
      _ = try cursor.u8()
      try cursor.skipOctets(1)
      try cursor.skipNumbers(2)
    }
    try skipList { (cursor) throws(Refusal) in try cursor.skipOctets(3) }
    try skipList { (cursor) throws(Refusal) in
      let isNode = try cursor.u8() == 0
      try cursor.skipNumbers(5)
      if isNode { try cursor.skipOctets(3) } else { _ = try cursor.u8() }
    }
    try skipList { (cursor) throws(Refusal) in
      try cursor.skipNumbers(5)
      try cursor.skipOctets(1)
    }
  }

  private mutating func skipList(
    _ body: (inout ByteCursor) throws(Refusal) -> Void
  ) throws(Refusal) {
    for _ in 0..<(try count(ofAtLeast: 1)) { try body(&self) }
  }

  private mutating func skipOctets(_ count: Int) throws(Refusal) {
    for _ in 0..<count { _ = try take(try varint()) }
  }

  private mutating func skipNumbers(_ count: Int) throws(Refusal) {
    for _ in 0..<count { _ = try varint() }
  }
}
