internal import CensusModel
internal import Files
internal import Sealing

/// The identity hashes of the records that one worker has seen, by their upper bits; what does not
/// fit into the memory limit goes to the file of the records.
///
/// A log is filled by one thread and only read afterwards.
@safe final class IdentityLog: @unchecked Sendable {
  // Soundness of @unchecked: `add` is called by the log's one filler, before anyone else sees it.

  /// Each part holds the hashes with the same upper bits. Tuning constants: parts so small that one
  /// can be looked through in the processor's cache, and blocks so small that a worker can fill one
  /// of each part at a time.
  static let partBits = 7
  static let partCount = 1 << partBits
  private static let blockCount = 512
  private static let blockByteCount = blockCount * MemoryLayout<UInt64>.stride
  private static let slabByteCount = 1 << 16

  private let spill: RecordSpill?
  /// A block of each part, not full; made with the first hash.
  // PERF: no checks of exclusive access, here and below: `add` is called for every record of pages.
  // Sound, because the log's one thread enters no method of it twice.
  @exclusivity(unchecked) private var open: UnsafeMutablePointer<UInt64>?
  @exclusivity(unchecked) private var openCounts = [Int](repeating: 0, count: partCount)
  /// Full blocks, by part.
  private var blocks = unsafe [[UnsafePointer<UInt64>]](repeating: [], count: partCount)
  private var chunks = [[SpillFile.Chunk]](repeating: [], count: partCount)
  private var memory: [UnsafeMutableRawBufferPointer] = unsafe []
  private var free = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

  init(spill: RecordSpill?) { self.spill = spill }

  deinit {
    unsafe spill?.give(memory.reduce(0) { $0 + $1.count })
    for unsafe(slab) in unsafe memory { unsafe PageMemory.deallocate(slab) }
  }

  /// True if nothing was added.
  var isEmpty: Bool { unsafe open == nil }

  /// The form in which a hash is kept: never 0.
  static func kept(_ hash: UInt64) -> UInt64 { hash == 0 ? 1 : hash }

  func add(_ hash: UInt64) {
    let hash = Self.kept(hash)
    let part = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.partBits))
    let count = unsafe openCounts[part]
    unsafe openBlocks()[part * Self.blockCount + count] = hash
    unsafe openCounts[part] = count + 1
    if count + 1 == Self.blockCount { close(part) }
  }

  private func openBlocks() -> UnsafeMutablePointer<UInt64> {
    if let open = unsafe open { return unsafe open }
    let byteCount = Self.partCount * Self.blockByteCount
    spill?.takeAnyway(byteCount)
    unsafe memory.append(PageMemory.allocate(byteCount: byteCount))
    let made = unsafe memory[memory.count - 1].baseAddress!.assumingMemoryBound(to: UInt64.self)
    unsafe open = unsafe made
    return unsafe made
  }

  /// Moves the full block of a part elsewhere. Where that fails the reading is void.
  private func close(_ part: Int) {
    unsafe openCounts[part] = 0
    let full = unsafe UnsafeRawBufferPointer(
      start: openBlocks() + part * Self.blockCount, count: Self.blockByteCount)
    if let target = unsafe freeBlock() {
      unsafe target.copyMemory(from: full.baseAddress!, byteCount: full.count)
      unsafe blocks[part].append(UnsafePointer(target.assumingMemoryBound(to: UInt64.self)))
    } else if let chunk = unsafe spill?.putAside(full) {
      chunks[part].append(chunk)
    }
  }

  /// Memory for a block; nil where the limit leaves none.
  private func freeBlock() -> UnsafeMutableRawPointer? {
    if unsafe free.count < Self.blockByteCount {
      if let spill, !spill.take(Self.slabByteCount) { return nil }
      unsafe free = unsafe PageMemory.allocate(byteCount: Self.slabByteCount)
      unsafe memory.append(free)
    }
    defer {
      unsafe free = unsafe UnsafeMutableRawBufferPointer(rebasing: free[Self.blockByteCount...])
    }
    return unsafe free.baseAddress
  }

  /// How many hashes a part has.
  func count(ofPart part: Int) -> Int {
    unsafe openCounts[part] + (blocks[part].count + chunks[part].count) * Self.blockCount
  }

  /// Calls `body` with all hashes of a part, block by block.
  func forEachBlock(
    ofPart part: Int, _ body: (UnsafeBufferPointer<UInt64>) -> Void
  ) throws(FileError) {
    guard let open = unsafe open else { return }
    unsafe body(UnsafeBufferPointer(start: open + part * Self.blockCount, count: openCounts[part]))
    for unsafe(block) in unsafe blocks[part] {
      unsafe body(UnsafeBufferPointer(start: block, count: Self.blockCount))
    }
    guard !chunks[part].isEmpty, let file = try spill?.file() else { return }
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.blockByteCount, alignment: 16)
    defer { unsafe buffer.deallocate() }
    for chunk in chunks[part] {
      try unsafe file.read(chunk, into: buffer)
      unsafe body(UnsafeBufferPointer(buffer.bindMemory(to: UInt64.self)))
    }
  }
}

extension IdentityLog {
  /// Writes all hashes with the dump that the portion begins with.
  func encode(into sink: inout ByteSink, from base: PortionBase) throws(FileError) {
    sink.varint(base.dump)
    for part in 0..<Self.partCount {
      sink.varint(count(ofPart: part))
      try unsafe forEachBlock(ofPart: part) { block in unsafe sink.words(block) }
    }
  }

  /// The hashes as they were written, for a portion that may begin with another dump now.
  convenience init(
    parsing cursor: inout ByteCursor, from base: PortionBase, spill: RecordSpill?
  ) throws(ByteCursor.Refusal) {
    self.init(spill: spill)
    let dumps = base.dump - (try cursor.varint())
    for _ in 0..<Self.partCount {
      for _ in 0..<(try cursor.count(ofAtLeast: 8)) {
        add(IdentityHash.moved(try cursor.u64(), byDumps: dumps))
      }
    }
  }
}
