/// Bytes as sealed files store them: one LZ4 block where that saves a fifth or more, else as they
/// are. What LZ4 shrinks by less costs more time to decode than it saves.
package struct SealedBlock {
  package let bytes: [UInt8]
  package let codec: Codec

  /// - Parameters:
  ///   - raw: the bytes.
  ///   - isReadOnce: true for what is read once or twice: it is compressed some ten times as fast,
  ///     and less.
  package init(_ raw: [UInt8], isReadOnce: Bool = false) {
    let byteCountMax = raw.count * 4 / 5
    let block = unsafe raw.withUnsafeBytes { raw in
      isReadOnce
        ? unsafe LZ4Block.compressFast(raw, byteCountMax: byteCountMax)
        : unsafe LZ4Block.compress(raw, byteCountMax: byteCountMax)
    }
    bytes = block ?? raw
    codec = block == nil ? .raw : .lz4
  }

  /// The checksum of a block that is stored so.
  package func checksum(ofBlock number: Int) -> UInt64 {
    Checksum.ofBlock(bytes, number: number)
  }
}
