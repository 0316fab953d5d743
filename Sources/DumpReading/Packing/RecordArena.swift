internal import Files

/// Packed records, in blocks that never move; those that are put aside are in a file.
struct RecordArena {
  /// How many records are packed.
  private(set) var recordCount = 0
  /// Where memory ends and the file begins, if there is a limit.
  let spill: RecordSpill?
  /// By location: what has been put aside.
  private(set) var putAside: [LocationLoad] = []
  private(set) var chunks: [SpillFile.Chunk] = []

  private var blocks: [UnsafeMutableRawBufferPointer] = []
  /// How much of each block but the last is used.
  private var usedByteCounts: [Int] = []
  /// What is left of the last block.
  private var free = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private let blockByteCount: Int

  init(spill: RecordSpill?) {
    self.spill = spill
    blockByteCount = spill?.blockByteCount ?? RecordSpill.blockByteCountUsual
  }

  /// The memory that it holds, in bytes.
  var byteCount: Int { blocks.reduce(0) { $0 + $1.count } }

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
    let size = max(blockByteCount, byteCount)
    if let spill, !spill.take(size) {
      putAllAside()
      spill.takeAnyway(size)
    }
    if let last = blocks.last { usedByteCounts.append(last.count - free.count) }
    let memory = PageMemory.allocate(byteCount: size)
    blocks.append(memory)
    free = UnsafeMutableRawBufferPointer(rebasing: memory[byteCount...])
    return memory.baseAddress!
  }

  /// No more records will come: their memory is for others, if it is scarce.
  mutating func seal() {
    if let spill, spill.isTight { putAllAside() }
  }

  /// Puts all blocks aside. Where that fails they are lost, which makes the reading void.
  private mutating func putAllAside() {
    for index in blocks.indices {
      let used = used(of: index)
      Self.forEachRecord(in: used) { record in
        let location = record.header.location
        while putAside.count <= location { putAside.append(LocationLoad()) }
        putAside[location].add(record)
      }
      if let chunk = spill?.putAside(used) { chunks.append(chunk) }
    }
    deallocate()
  }

  private func used(of block: Int) -> UnsafeRawBufferPointer {
    let count =
      block < usedByteCounts.count ? usedByteCounts[block] : blocks[block].count - free.count
    return UnsafeRawBufferPointer(rebasing: blocks[block][..<count])
  }

  /// Calls `body` with each record in memory, in the order of packing.
  func forEachRecord(_ body: (PackedRecord) -> Void) {
    for block in blocks.indices { Self.forEachRecord(in: used(of: block), body) }
  }

  private static func forEachRecord<Failure: Error>(
    in bytes: UnsafeRawBufferPointer, _ body: (PackedRecord) throws(Failure) -> Void
  ) throws(Failure) {
    guard let start = bytes.baseAddress else { return }
    var offset = 0
    while offset < bytes.count {
      let record = PackedRecord(at: start + offset)
      try body(record)
      offset += record.byteCount
    }
  }

  /// Gives the memory back.
  mutating func deallocate() {
    spill?.give(byteCount)
    for block in blocks { PageMemory.deallocate(block) }
    (blocks, usedByteCounts) = ([], [])
    free = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }
}

extension RecordArena {
  /// Takes a copy of packed records, and hands each over to be changed.
  mutating func append(block: UnsafeRawBufferPointer, _ change: (PackedRecord) -> Void) {
    if block.isEmpty { return }
    let copy = UnsafeMutableRawBufferPointer(
      start: reserveInNewBlock(block.count), count: block.count)
    copy.copyMemory(from: block)
    Self.forEachRecord(in: UnsafeRawBufferPointer(copy)) { record in
      recordCount += 1
      change(record)
    }
  }

  /// Writes the packed records, block by block.
  func encode(into sink: inout StateSink) throws(FileError) {
    sink.number(chunks.count + blocks.count)
    for chunk in chunks {
      guard let file = try spill?.file() else { continue }
      let buffer = PageMemory.allocate(byteCount: chunk.byteCount)
      defer { PageMemory.deallocate(buffer) }
      try file.read(chunk, into: buffer)
      sink.list(UnsafeRawBufferPointer(buffer))
    }
    for block in blocks.indices { sink.list(used(of: block)) }
  }

  /// Calls `body` with each record, wherever it is, and gives the memory back.
  mutating func consume(
    _ body: (PackedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    for block in blocks.indices { try Self.forEachRecord(in: used(of: block), body) }
    deallocate()
    guard !chunks.isEmpty, let file = try spill?.file() else { return }
    for chunk in chunks {
      let buffer = PageMemory.allocate(byteCount: chunk.byteCount)
      defer { PageMemory.deallocate(buffer) }
      try file.read(chunk, into: buffer)
      try Self.forEachRecord(in: UnsafeRawBufferPointer(buffer), body)
    }
    chunks = []
  }

  /// Takes chunks of records, by block, into memory.
  mutating func load(_ chunks: [SpillFile.Chunk], from file: SpillFile) throws(FileError) {
    for chunk in chunks {
      let buffer = PageMemory.allocate(byteCount: chunk.byteCount)
      if let last = blocks.last { usedByteCounts.append(last.count - free.count) }
      blocks.append(buffer)
      free = UnsafeMutableRawBufferPointer(rebasing: buffer[buffer.count...])
      try file.read(chunk, into: buffer)
      Self.forEachRecord(in: UnsafeRawBufferPointer(buffer)) { _ in recordCount += 1 }
    }
  }
}
