/// A part of a footer as FileFormat.md describes it, with whatever stands there. Whole lists of
/// such parts make a footer, so that every part can be changed without the rest falling out of step.
enum LooseNode {
  /// A varint.
  case number(UInt64)
  /// Bytes of a fixed length.
  case bytes([UInt8])
  /// A varint with the number of bytes, and they.
  case text([UInt8])
  /// A varint with the number of entries, and they.
  case list([[LooseNode]])
  /// An entry of the chunk table, with what is stored.
  case chunk(LooseChunk)
}

/// A chunk: its entry without the checksum, which follows from the rest.
struct LooseChunk {
  var column: UInt8
  var codec: UInt8
  var constant: UInt8 = 0
  var rawByteCount: UInt64 = 0
  var stored: [UInt8] = []

  static let raw: UInt8 = 1
  static let constant: UInt8 = 2
  static let lz4: UInt8 = 3
}

/// The results of writing a footer: its bytes, and those of its chunks.
struct LooseFooter {
  private(set) var bytes: [UInt8] = []
  /// Stored bytes of all chunks.
  private(set) var chunks: [UInt8] = []
  /// The group whose chunks come next.
  private var group: UInt64 = 0

  /// - Parameter lists: the five lists of a footer.
  init(_ lists: [LooseNode]) {
    for node in lists.dropLast() { append(node) }
    guard case .list(let groups) = lists.last else { return }
    append(.number(UInt64(groups.count)))
    for entry in groups {
      for node in entry { append(node) }
      group += 1
    }
  }

  private mutating func append(_ node: LooseNode) {
    switch node {
    case .number(let number): bytes += LooseNumber.varint(number)
    case .bytes(let content): bytes += content
    case .text(let content): bytes += LooseNumber.varint(UInt64(content.count)) + content
    case .list(let entries):
      bytes += LooseNumber.varint(UInt64(entries.count))
      for node in entries.joined() { append(node) }
    case .chunk(let chunk): append(chunk)
    }
  }

  private mutating func append(_ chunk: LooseChunk) {
    bytes += [chunk.column, chunk.codec]
    guard chunk.codec != LooseChunk.constant else {
      bytes.append(chunk.constant)
      return
    }
    bytes += LooseNumber.varint(chunk.rawByteCount)
    bytes += LooseNumber.varint(UInt64(chunk.stored.count))
    bytes += LooseNumber.fixed(
      Seal.checksum(chunk.stored, seed: group &* 256 &+ UInt64(chunk.column)), byteCount: 8)
    chunks += chunk.stored
  }
}

/// Numbers as bytes.
enum LooseNumber {
  static func varint(_ number: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = number
    repeat {
      bytes.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
      rest >>= 7
    } while rest > 0
    return bytes
  }

  static func fixed(_ number: UInt64, byteCount: Int) -> [UInt8] {
    (0..<byteCount).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
