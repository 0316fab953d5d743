internal import CensusModel
internal import Synchronization

/// Bounds the memory of texts that come in records and are kept as long as a dump is read: places,
/// products and classes, and the models of pages. A text is counted once, whichever threads meet
/// it, so that threads do not decide which dumps are refused.
final class TextMemory: Sendable {
  /// The purpose of a text: two texts of equal bytes are kept apart.
  enum Purpose: UInt64, Sendable {
    case path, hierarchy, writtenProduct, writtenClass, product, pageModel, nodeText
  }

  /// How much texts may take together, in bytes.
  let byteCountMax: Int
  private let state = Locked(State())
  private let overflowed = Atomic<Bool>(false)

  private struct State {
    /// Hashes of the texts; two texts of one hash are counted as one.
    var hashes: Set<UInt64> = []
    var byteCount = 0
  }

  /// The memory that a text takes in tables and lists, beside its bytes, which are there twice.
  private static let constantByteCount = 256
  private static let copyCount = 2

  init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

  /// True if there were more texts than may be kept. The reading is then void.
  var isOverflowed: Bool { overflowed.load(ordering: .relaxed) }

  /// Counts a text, unless it was counted before.
  ///
  /// - Returns: how many bytes it takes.
  func add(_ text: UnsafeRawBufferPointer, _ purpose: Purpose) -> Int {
    let hash = unsafe KeyHash.process(text) ^ (purpose.rawValue << 61 | purpose.rawValue)
    let byteCount = text.count * Self.copyCount + Self.constantByteCount
    return state.withLock { state in
      guard state.hashes.insert(hash).inserted else { return 0 }
      state.byteCount += byteCount
      if state.byteCount > byteCountMax { overflowed.store(true, ordering: .relaxed) }
      return byteCount
    }
  }
}
