/// Memory for byte strings that stay where they are until the arena goes.
final class ByteArena {
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  private var used = 0

  /// A tuning constant: any value is right.
  private static let blockByteCount = 1 << 16

  deinit { for block in blocks { block.deallocate() } }

  /// A copy of the bytes, valid as long as the arena lives.
  func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if blocks.last.map({ used + bytes.count > $0.count }) ?? true {
      blocks.append(
        UnsafeMutableRawBufferPointer.allocate(
          byteCount: max(Self.blockByteCount, bytes.count), alignment: 1))
      used = 0
    }
    let target = UnsafeMutableRawBufferPointer(
      rebasing: blocks[blocks.count - 1][used..<used + bytes.count])
    target.copyMemory(from: bytes)
    used += bytes.count
    return UnsafeRawBufferPointer(target)
  }
}
