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

  /// Encodes a column: constant if it is a plane of one byte, else as `SealedBlock` stores it.
  init(_ raw: [UInt8], column: ColumnKind, group: Int) {
    if case .fact = column, let first = raw.first, raw.allSatisfy({ $0 == first }) {
      entry = ChunkEntry(
        column: column, codec: .constant, constant: first, rawByteCount: raw.count,
        storedByteCount: 0, checksum: 0)
      stored = []
      return
    }
    let block = SealedBlock(raw)
    stored = block.bytes
    let checksum = unsafe stored.withUnsafeBytes {
      unsafe Checksum.ofChunk($0, group: group, column: column)
    }
    entry = ChunkEntry(
      column: column, codec: block.codec, rawByteCount: raw.count,
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
