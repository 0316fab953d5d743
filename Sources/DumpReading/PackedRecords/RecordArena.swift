internal import Files

/// Packed records, in blocks that never move; those that are spilled are in a file.
@safe struct RecordArena {
  /// How many records are packed.
  private(set) var recordCount = 0
  /// Where memory ends and the file begins, if there is a limit.
  let spill: RecordSpill?
  /// By location: what has been spilled.
  private(set) var putAside: [LocationLoad] = []
  private(set) var chunks: [SpillFile.Chunk] = []

  private var blocks: [UnsafeMutableRawBufferPointer] = unsafe []
  /// How much of each block but the last is used.
  private var usedByteCounts: [Int] = []
  /// The rest of the last block.
  private var free = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private let blockByteCount: Int
  /// The location of the last record in the last block; -1 where there is none.
  private var lastLocation = -1

  init(spill: RecordSpill?) {
    self.spill = spill
    blockByteCount = spill?.blockByteCount ?? RecordSpill.blockByteCountUsual
  }

  /// The memory that it holds, in bytes.
  var byteCount: Int { unsafe blocks.reduce(0) { $0 + $1.count } }

  /// Adds a record.
  mutating func append(_ head: RecordHead, rest: UnsafeRawBufferPointer) {
    let byteCountMax = head.byteCount(givesLocation: true)
    if unsafe byteCountMax > free.count { beginBlock(byteCountMax) }
    let start = unsafe free.baseAddress!
    let end =
      unsafe head.write(at: start, givesLocation: head.location != lastLocation) + rest.count
    unsafe (end - rest.count).copyMemory(from: rest.baseAddress!, byteCount: rest.count)
    unsafe free = unsafe UnsafeMutableRawBufferPointer(
      start: end, count: free.count - (end - start))
    lastLocation = head.location
    recordCount += 1
  }

  private mutating func beginBlock(_ byteCountMin: Int) {
    let size = max(blockByteCount, byteCountMin)
    if let spill, !spill.take(size) {
      putAllAside()
      spill.takeAnyway(size)
    }
    if let last = unsafe blocks.last { unsafe usedByteCounts.append(last.count - free.count) }
    let memory = unsafe PageMemory.allocate(byteCount: size)
    unsafe blocks.append(memory)
    unsafe free = unsafe memory
    lastLocation = -1
  }

  /// No more records will come: their memory is for others, if it is scarce.
  mutating func seal() {
    if let spill, spill.isTight { putAllAside() }
  }

  /// Puts all blocks aside. Where that fails they are lost, which makes the reading void.
  private mutating func putAllAside() {
    for index in unsafe blocks.indices {
      let used = unsafe used(of: index)
      unsafe used.forEachRecord { record in
        while putAside.count <= record.location { putAside.append(LocationLoad()) }
        putAside[record.location].add(record)
      }
      if let chunk = unsafe spill?.putAside(used) { chunks.append(chunk) }
    }
    deallocate()
  }

  private func used(of block: Int) -> UnsafeRawBufferPointer {
    let count =
      unsafe block < usedByteCounts.count ? usedByteCounts[block] : blocks[block].count - free.count
    return unsafe UnsafeRawBufferPointer(rebasing: blocks[block][..<count])
  }

  /// Calls `body` with each record in memory, in the order of packing.
  func forEachRecord(_ body: (PlacedRecord) -> Void) {
    for block in unsafe blocks.indices { unsafe used(of: block).forEachRecord(body) }
  }

  /// Gives the memory back.
  mutating func deallocate() {
    spill?.give(byteCount)
    for unsafe(block) in unsafe blocks { unsafe PageMemory.deallocate(block) }
    unsafe (blocks, usedByteCounts) = unsafe ([], [])
    unsafe free = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)
  }
}

extension RecordArena {
  /// Calls `body` with each record, wherever it is, in the order of packing; it is valid during the
  /// call.
  func forEachRecordAnywhere(
    _ body: (PlacedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    try forEachRecordAside(body)
    for block in unsafe blocks.indices { try unsafe used(of: block).forEachRecord(body) }
  }

  private func forEachRecordAside(
    _ body: (PlacedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    guard !chunks.isEmpty, let file = try spill?.file() else { return }
    for chunk in chunks {
      let buffer = unsafe PageMemory.allocate(byteCount: chunk.byteCount)
      defer { unsafe PageMemory.deallocate(buffer) }
      try unsafe file.read(chunk, into: buffer)
      try unsafe UnsafeRawBufferPointer(buffer).forEachRecord(body)
    }
  }

  /// Calls `body` with each record, wherever it is, and gives the memory back.
  mutating func consume(
    _ body: (PlacedRecord) throws(FileError) -> Void
  ) throws(FileError) {
    for block in unsafe blocks.indices { try unsafe used(of: block).forEachRecord(body) }
    deallocate()
    try forEachRecordAside(body)
    chunks = []
  }

  /// Takes chunks of records, by block, into memory.
  mutating func load(_ chunks: [SpillFile.Chunk], from file: SpillFile) throws(FileError) {
    for chunk in chunks {
      let buffer = unsafe PageMemory.allocate(byteCount: chunk.byteCount)
      if let last = unsafe blocks.last { unsafe usedByteCounts.append(last.count - free.count) }
      unsafe blocks.append(buffer)
      unsafe free = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[buffer.count...])
      try unsafe file.read(chunk, into: buffer)
      unsafe UnsafeRawBufferPointer(buffer).forEachRecord { _ in recordCount += 1 }
    }
  }
}
