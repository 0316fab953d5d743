/// Memory for byte strings that stay where they are until the arena goes.
@safe final class ByteArena {
  private var blocks: [UnsafeMutableRawBufferPointer] = unsafe []
  private var used = 0

  /// A tuning constant: any value is right.
  private static let blockByteCount = 1 << 16

  deinit { for unsafe(block) in unsafe blocks { unsafe block.deallocate() } }

  /// A copy of the bytes, valid as long as the arena lives.
  func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    if unsafe blocks.last.map({ used + bytes.count > $0.count }) ?? true {
      unsafe blocks.append(
        UnsafeMutableRawBufferPointer.allocate(
          byteCount: max(Self.blockByteCount, bytes.count), alignment: 1))
      used = 0
    }
    let target = unsafe UnsafeMutableRawBufferPointer(
      rebasing: blocks[blocks.count - 1][used..<used + bytes.count])
    unsafe target.copyMemory(from: bytes)
    used += bytes.count
    return UnsafeRawBufferPointer(target)
  }
}
