internal import CensusModel
internal import Files

/// Content that comes once (standard input, a pipe, an archive inside another) and can be read
/// again, from anywhere.
///
/// It is taken in as far as it is asked for, so that a reader that begins at its beginning reads it
/// as it arrives. All that has arrived is kept: the last block in memory, those before it packed in
/// a file without a name, which is made when it is first needed.
@safe final class KeptStream: @unchecked Sendable {
  // Soundness of @unchecked: whatever changes is changed and looked at with the lock held.
  private let lock = Locked(())
  private let input: any ByteSource
  private let directory: String
  private let fileSystem: FileSystem
  /// The last bytes that arrived.
  private let tail: UnsafeMutableRawBufferPointer
  private var tailStart = 0
  private var tailCount = 0
  private var isAtEnd = false
  private var failure: ReadFailure?
  private var file: SpillFile?
  private var blocks: [Block] = []
  private var unpacked: [Unpacked] = []
  private let hasher: LeafHasher?
  private var hashed: [LeafHasher.Leaf]?

  private struct Block {
    var chunk: SpillFile.Chunk
    var isPacked: Bool
  }

  private struct Unpacked {
    var index: Int
    var bytes: [UInt8]
  }

  private enum Step {
    case read(Int)
    case unpack(Int, Block, SpillFile)
  }

  /// Standard input, once a dump was read from it.
  static let ofStandardInput = Locked<KeptStream?>(nil)

  /// Bytes of a block. A tuning constant: larger ones pack better.
  static let blockByteCount = 512 << 10
  /// How many blocks stay unpacked for the next readers. A tuning constant.
  private static let unpackedCountMax = 8
  /// How much is taken in at a time. A tuning constant.
  private static let readByteCount = 128 << 10

  /// - Parameters:
  ///   - input: what arrives.
  ///   - directory: where it is kept.
  ///   - fileSystem: what it is kept with.
  ///   - makesDigest: whether it is hashed as it arrives.
  init(
    _ input: any ByteSource, in directory: String, _ fileSystem: FileSystem,
    makesDigest: Bool = false
  ) {
    self.input = input
    self.directory = directory
    self.fileSystem = fileSystem
    unsafe tail = .allocate(byteCount: Self.blockByteCount, alignment: 64)
    hasher = makesDigest ? LeafHasher() : nil
  }

  deinit { unsafe tail.deallocate() }

  /// How many bytes have arrived.
  var byteCount: Int { lock.withLock { _ in tailStart + tailCount } }

  /// True if all has arrived.
  var isComplete: Bool { lock.withLock { _ in isAtEnd } }

  /// How many bytes are kept on disk.
  var keptByteCount: Int { lock.withLock { _ in file?.byteCount ?? 0 } }

  /// Takes in all that is still to come.
  func complete() throws(ReadFailure) {
    while !isComplete {
      try lock.withLock { _ throws(ReadFailure) in try takeIn() }
    }
  }

  /// The leaves of the tree hash of the whole, if it is hashed; takes in what is still to come.
  func leaves() throws(ReadFailure) -> [LeafHasher.Leaf]? {
    try complete()
    return lock.withLock { _ in
      if hashed == nil { hashed = hasher?.finish() }
      return hashed
    }
  }

  /// Fills a part of the buffer, which is not empty; 0 only at the end of the content.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(ReadFailure) -> Int {
    let step = try lock.withLock { _ throws(ReadFailure) in
      try unsafe self.step(into: buffer, at: offset)
    }
    switch step {
    case .read(let count): return count
    case .unpack(let index, let block, let file):
      let bytes = try Self.bytes(of: block, in: file)
      return lock.withLock { _ in
        unpacked.insert(Unpacked(index: index, bytes: bytes), at: 0)
        if unpacked.count > Self.unpackedCountMax { unpacked.removeLast() }
        return unsafe Self.copy(bytes, from: offset % Self.blockByteCount, into: buffer)
      }
    }
  }

  private func step(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(ReadFailure) -> Step {
    while offset >= tailStart + tailCount {
      if isAtEnd { return .read(0) }
      try takeIn()
    }
    if offset >= tailStart {
      let rest = unsafe tail[(offset - tailStart)..<tailCount].prefix(buffer.count)
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest))
      return unsafe .read(rest.count)
    }
    let index = offset / Self.blockByteCount
    guard let found = unpacked.firstIndex(where: { $0.index == index }) else {
      guard let file else { preconditionFailure("a block without its file") }
      return .unpack(index, blocks[index], file)
    }
    let block = unpacked.remove(at: found)
    unpacked.insert(block, at: 0)
    return unsafe .read(Self.copy(block.bytes, from: offset % Self.blockByteCount, into: buffer))
  }

  private static func copy(
    _ bytes: [UInt8], from start: Int, into buffer: UnsafeMutableRawBufferPointer
  ) -> Int {
    let count = min(buffer.count, bytes.count - start)
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
    }
    return count
  }

  // MARK: With the lock held

  /// Takes in what comes next.
  private func takeIn() throws(ReadFailure) {
    if let failure { throw failure }
    if isAtEnd { return }
    do throws(ReadFailure) {
      if unsafe tailCount == tail.count { try putAway() }
      let free = unsafe tail[tailCount...].prefix(Self.readByteCount)
      let count = try unsafe input.read(into: UnsafeMutableRawBufferPointer(rebasing: free))
      unsafe hasher?.update(UnsafeRawBufferPointer(rebasing: tail[tailCount..<tailCount + count]))
      tailCount += count
      isAtEnd = count == 0
    } catch {
      failure = error
      throw error
    }
  }

  /// Keeps the block that is in memory on disk.
  private func putAway() throws(ReadFailure) {
    do throws(FileError) {
      if file == nil { file = try SpillFile(in: directory, fileSystem: fileSystem) }
      let target = UnsafeMutableRawBufferPointer.allocate(byteCount: tailCount, alignment: 64)
      defer { unsafe target.deallocate() }
      let packedCount = unsafe BlockPacking.pack(UnsafeRawBufferPointer(tail), into: target)
      let kept = unsafe UnsafeRawBufferPointer(packedCount == nil ? tail : target)
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: kept[..<(packedCount ?? tailCount)])
      if let chunk = try unsafe file?.append(bytes) {
        blocks.append(Block(chunk: chunk, isPacked: packedCount != nil))
      }
      tailStart += tailCount
      tailCount = 0
    } catch {
      throw .io(reason: "what arrives cannot be kept: \(error)")
    }
  }

  private static func bytes(of block: Block, in file: SpillFile) throws(ReadFailure) -> [UInt8] {
    let kept = UnsafeMutableRawBufferPointer.allocate(
      byteCount: block.chunk.byteCount, alignment: 64)
    defer { unsafe kept.deallocate() }
    do throws(FileError) {
      try unsafe file.read(block.chunk, into: kept)
    } catch {
      throw .io(reason: "what arrived is lost: \(error)")
    }
    let bytes = unsafe [UInt8](kept)
    return block.isPacked
      ? try BlockPacking.unpack(bytes, byteCount: blockByteCount) : bytes
  }
}
