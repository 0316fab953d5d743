internal import CLZ4

/// One LZ4 block; the only place that calls liblz4.
package enum LZ4Block {
  /// The default level of `LZ4_compress_HC`: smaller blocks than the fast coder's, which decode
  /// faster. A tuning constant.
  private static let level: Int32 = 9

  /// The block, or nil where it would not be at most `byteCountMax` long.
  package static func compress(_ raw: UnsafeRawBufferPointer, byteCountMax: Int) -> [UInt8]? {
    guard raw.count > 0, raw.count <= Int(LZ4_MAX_INPUT_SIZE), byteCountMax > 0 else { return nil }
    var block = [UInt8](repeating: 0, count: byteCountMax)
    let written = unsafe block.withUnsafeMutableBytes { out in
      unsafe LZ4_compress_HC(
        raw.baseAddress!.assumingMemoryBound(to: CChar.self),
        out.baseAddress!.assumingMemoryBound(to: CChar.self),
        Int32(raw.count), Int32(byteCountMax), level)
    }
    guard written > 0 else { return nil }
    block.removeLast(byteCountMax - Int(written))
    return block
  }

  /// Like `compress`, some ten times as fast: for blocks that are read once or twice.
  package static func compressFast(
    _ raw: UnsafeRawBufferPointer, byteCountMax: Int
  ) -> [UInt8]? {
    guard raw.count > 0, raw.count <= Int(LZ4_MAX_INPUT_SIZE), byteCountMax > 0 else { return nil }
    var block = [UInt8](repeating: 0, count: byteCountMax)
    let written = unsafe block.withUnsafeMutableBytes { out in
      unsafe LZ4_compress_default(
        raw.baseAddress!.assumingMemoryBound(to: CChar.self),
        out.baseAddress!.assumingMemoryBound(to: CChar.self),
        Int32(raw.count), Int32(byteCountMax))
    }
    guard written > 0 else { return nil }
    block.removeLast(byteCountMax - Int(written))
    return block
  }

  /// Decodes a block to exactly the bytes of `raw`; false if it holds anything else.
  package static func decompress(
    _ block: UnsafeRawBufferPointer, into raw: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard let source = block.baseAddress, let target = raw.baseAddress,
      let sourceCount = Int32(exactly: block.count), let targetCount = Int32(exactly: raw.count)
    else { return false }
    return unsafe LZ4_decompress_safe(
      source.assumingMemoryBound(to: CChar.self), target.assumingMemoryBound(to: CChar.self),
      sourceCount, targetCount) == targetCount
  }
}
