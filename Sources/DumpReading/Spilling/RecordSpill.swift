internal import CensusModel
public import Files
internal import Synchronization

/// Bounds the memory of packed records: those that would pass the limit go to a file. All batches of one
/// reading share it. Texts that must stay in memory take their share of it.
public final class RecordSpill: Sendable {
  /// How much records may take together, in bytes.
  public let memoryByteCountMax: Int
  /// Where the file goes.
  public let directory: String
  /// The size of a block of packed records; each batch holds one at least.
  let blockByteCount: Int

  let texts: TextMemory
  private let fileSystem: FileSystem
  private let heldByteCount = Atomic<Int>(0)
  private let hasFailed = Atomic<Bool>(false)
  private let state = Locked(State())

  private struct State {
    var file: SpillFile?
    var failure: FileError?
  }

  /// A tuning constant: any value is right.
  static let blockByteCountUsual = 1 << 20
  /// As much may texts take where the limit is smaller: places of a hundred thousand nodes.
  private static let textByteCountMin = 32 << 20

  /// - Parameters:
  ///   - directory: an existing directory.
  ///   - memoryByteCountMax: how much records may take together. With less than a block for each
  ///     thread, each has one nevertheless.
  ///   - threads: how many threads pack records.
  ///   - fileSystem: what the file is written and read with.
  public init(
    in directory: String, memoryByteCountMax: Int, threads: Int, fileSystem: FileSystem = .live
  ) {
    self.directory = directory
    self.memoryByteCountMax = memoryByteCountMax
    self.fileSystem = fileSystem
    texts = TextMemory(byteCountMax: max(memoryByteCountMax, Self.textByteCountMin))
    // Small enough that a batch can give blocks away and go on with one.
    blockByteCount = min(Self.blockByteCountUsual, max(16, memoryByteCountMax / (4 * threads)))
  }

  /// The error that kept records from being spilled; the reading is then void.
  public var failure: FileError? { state.withLock { $0.failure } }

  /// How much texts may take, if there were more of them: the reading is then void.
  var textOverflow: Int? { texts.isOverflowed ? texts.byteCountMax : nil }

  /// True if `failure` or `textOverflow` is one; for loops.
  var isBroken: Bool { hasFailed.load(ordering: .relaxed) || texts.isOverflowed }

  /// Takes so many more bytes; false where they would pass the limit, and then they are not taken.
  public func take(_ byteCount: Int) -> Bool {
    let before = heldByteCount.wrappingAdd(byteCount, ordering: .relaxed).oldValue
    if before + byteCount <= memoryByteCountMax { return true }
    heldByteCount.wrappingSubtract(byteCount, ordering: .relaxed)
    return false
  }

  /// True if so much is taken that a batch which is complete should not stay in memory.
  var isTight: Bool { heldByteCount.load(ordering: .relaxed) > memoryByteCountMax / 2 }

  /// Takes bytes whatever the limit says.
  func takeAnyway(_ byteCount: Int) {
    heldByteCount.wrappingAdd(byteCount, ordering: .relaxed)
  }

  /// Takes what a text needs that stays in memory.
  func keep(_ text: UnsafeRawBufferPointer, _ purpose: TextMemory.Purpose) {
    unsafe takeAnyway(texts.add(text, purpose))
  }

  /// Takes what a text needs that stays in memory.
  func keep(_ text: String, _ purpose: TextMemory.Purpose) {
    var text = text
    text.withUTF8 { unsafe keep(UnsafeRawBufferPointer($0), purpose) }
  }

  /// Gives bytes back.
  func give(_ byteCount: Int) {
    heldByteCount.wrappingSubtract(byteCount, ordering: .relaxed)
  }

  /// Puts records aside; nil where that fails, or has failed before.
  func putAside(_ records: UnsafeRawBufferPointer) -> SpillFile.Chunk? {
    do throws(FileError) {
      return unsafe try file().append(records)
    } catch {
      hasFailed.store(true, ordering: .relaxed)
      state.withLock { $0.failure = $0.failure ?? error }
      return nil
    }
  }

  /// The file, made when it is first needed.
  public func file() throws(FileError) -> SpillFile {
    try state.withLock { state throws(FileError) in
      if let failure = state.failure { throw failure }
      if let file = state.file { return file }
      let file = try SpillFile(in: directory, fileSystem: fileSystem)
      state.file = file
      return file
    }
  }

  /// Another file, for a later stage.
  public func newFile() throws(FileError) -> SpillFile {
    try SpillFile(in: directory, fileSystem: fileSystem)
  }
}
