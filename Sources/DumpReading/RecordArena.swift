/// Memory for packed records, in blocks that never move.
struct RecordArena {
  /// How many records are packed.
  private(set) var recordCount = 0
  private var blocks: [UnsafeMutableRawBufferPointer] = []
  /// How much of each block but the last is used.
  private var usedByteCounts: [Int] = []
  /// What is left of the last block.
  private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// A tuning constant: any value is right.
  private static let blockByteCount = 1 << 20

  /// Memory for one more record.
  mutating func reserve(_ byteCount: Int) -> UnsafeMutableRawPointer {
    recordCount += 1
    if let next = free.baseAddress, byteCount <= free.count {
      free = UnsafeMutableRawBufferPointer(start: next + byteCount, count: free.count - byteCount)
      return next
    }
    return reserveInNewBlock(byteCount)
  }

  private mutating func reserveInNewBlock(_ byteCount: Int) -> UnsafeMutableRawPointer {
    if let last = blocks.last { usedByteCounts.append(last.count - free.count) }
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(Self.blockByteCount, byteCount), alignment: 16)
    blocks.append(memory)
    free = UnsafeMutableRawBufferPointer(rebasing: memory[byteCount...])
    return memory.baseAddress!
  }

  /// Calls `body` with each record, in the order of packing.
  func forEachRecord(_ body: (PackedRecord) -> Void) {
    for (index, block) in blocks.enumerated() {
      let used =
        index < usedByteCounts.count ? usedByteCounts[index] : block.count - free.count
      var offset = 0
      while offset < used {
        let record = PackedRecord(at: UnsafeRawPointer(block.baseAddress! + offset))
        body(record)
        offset += record.byteCount
      }
    }
  }

  /// Gives the memory back.
  func deallocate() { for block in blocks { block.deallocate() } }
}
