internal import Sealing

/// One column of one group as the footer describes it.
struct ChunkEntry: Equatable, Sendable {
  var column: ColumnKind
  var codec: Codec
  /// The byte that a constant chunk repeats; 0 for other codecs.
  var constant: UInt8 = 0
  var rawByteCount: Int
  /// 0 for a constant chunk.
  var storedByteCount: Int
  /// Of the stored bytes; 0 for a constant chunk, which the footer holds whole.
  var checksum: UInt64
}

/// A chunk ready to be written.
struct EncodedChunk {
  var entry: ChunkEntry
  var stored: [UInt8]

  /// Encodes a column: constant if it is a plane of one byte, LZ4 if that saves a fifth or more,
  /// else raw. Dense planes that LZ4 shrinks by less cost more time to decode than they save.
  init(_ raw: [UInt8], column: ColumnKind, group: Int) {
    if case .fact = column, let first = raw.first, raw.allSatisfy({ $0 == first }) {
      entry = ChunkEntry(
        column: column, codec: .constant, constant: first, rawByteCount: raw.count,
        storedByteCount: 0, checksum: 0)
      stored = []
      return
    }
    let block = unsafe raw.withUnsafeBytes {
      unsafe LZ4Block.compress($0, byteCountMax: raw.count - (raw.count + 4) / 5)
    }
    stored = block ?? raw
    let checksum = unsafe stored.withUnsafeBytes {
      unsafe Checksum.ofChunk($0, group: group, column: column)
    }
    entry = ChunkEntry(
      column: column, codec: block == nil ? .raw : .lz4, rawByteCount: raw.count,
      storedByteCount: stored.count, checksum: checksum)
  }
}

extension ChunkEntry {
  /// Verifies the stored bytes and decodes them.
  ///
  /// - Parameters:
  ///   - stored: `storedByteCount` bytes.
  ///   - target: `rawByteCount` bytes.
  ///   - group: the group that the chunk belongs to.
  /// - Returns: what is wrong, or nil.
  func decode(
    _ stored: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer, group: Int
  ) -> String? {
    if codec == .constant {
      unsafe target.initializeMemory(as: UInt8.self, repeating: constant)
      return nil
    }
    guard unsafe Checksum.ofChunk(stored, group: group, column: column) == checksum else {
      return "the checksum does not match"
    }
    if codec == .raw {
      unsafe target.copyMemory(from: stored)
      return nil
    }
    return unsafe LZ4Block.decompress(stored, into: target) ? nil : "the LZ4 block is not valid"
  }
}
