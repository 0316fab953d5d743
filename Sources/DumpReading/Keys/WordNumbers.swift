internal import CensusModel
internal import Glibc
internal import Synchronization

/// Numbers for words, one table for all threads, as `SharedNumbers` has them for other strings:
/// counted from 0 in the order in which the words come, and none for those that come when the table
/// is full, then and later.
///
/// PERF: a dump has a few thousand words and ten look-ups a subscriber, whose memory the parser has
/// driven out of the caches in between. So a look-up is one access, to a slot that says all of its
/// word; and the slots are as many as the words of the dump need.
@safe final class WordNumbers: @unchecked Sendable {
  // Soundness of @unchecked: a word is written once, under the lock, before the slot that has its
  // number is stored with release. The slots of a level are filled before the level is asked, and
  // those of the levels before it stay.

  /// How many words have a number at most.
  let capacity: Int
  /// Words by number.
  private let words: UnsafeMutablePointer<UInt64>
  /// A word above `numberBitCount` bits for its number and 1; 0 is free. Of all levels: the first
  /// has `firstSlotCount` slots, each other one twice those of the level before it. At most half of
  /// the last level in use is full.
  private let slots: UnsafeMutablePointer<Atomic<UInt64>>
  private let firstSlotCount: Int
  private let level = Atomic<Int>(0)
  private let count = Atomic<Int>(0)
  private let lock = Locked(())

  private static let numberBitCount = 17
  private static let numberMask: UInt64 = (1 << numberBitCount) - 1
  static let capacityMax = 1 << (numberBitCount - 1)

  /// - Parameters:
  ///   - capacity: a power of two, `capacityMax` at most.
  ///   - firstSlotCount: a power of two. A tuning constant: any value is right.
  init(capacity: Int, firstSlotCount: Int = 1 << 10) {
    precondition(capacity <= Self.capacityMax, "numbers that a slot does not hold")
    self.capacity = capacity
    self.firstSlotCount = min(firstSlotCount, 2 * capacity)
    // PERF: of a large table only the pages that are touched take memory.
    unsafe words = unsafe ZeroedMemory.allocate(capacity)
    // Less than twice the last level, which has two slots for each word.
    unsafe slots = unsafe ZeroedMemory.allocate(4 * capacity)
  }

  deinit {
    unsafe free(words)
    unsafe free(slots)
  }

  /// The word that has a number: see `LetterWord`.
  func word(_ number: Int) -> UInt64 { unsafe words[number] }

  /// The number of a word, which is added if it is new; nil where there is none.
  @inline(__always)
  func number(of word: UInt64) -> Int? {
    // In this order: all that is in a full table is seen.
    let isFull = count.load(ordering: .acquiring) == capacity
    switch find(word, level.load(ordering: .acquiring)) {
    case .known(let number): return number
    case .free: return isFull ? nil : add(word)
    }
  }

  /// The number of a word that was not found; another thread may have added it since.
  @inline(never)
  private func add(_ word: UInt64) -> Int? {
    lock.withLock { _ in
      let next = count.load(ordering: .relaxed)
      let level = level.load(ordering: .relaxed)
      switch find(word, level) {
      case .known(let number): return number
      case .free(let slot):
        guard next < capacity else { return nil }
        unsafe words[next] = word
        if 2 * (next + 1) > firstSlotCount << level {
          fill(level + 1, wordCount: next + 1)
        } else {
          unsafe slots[slot].store(Self.slot(word, next), ordering: .releasing)
        }
        count.store(next + 1, ordering: .releasing)
        return next
      }
    }
  }

  /// Fills a level with the first words, and makes it the one that is asked.
  private func fill(_ level: Int, wordCount: Int) {
    for number in 0..<wordCount {
      let word = word(number)
      guard case .free(let slot) = find(word, level) else { continue }
      unsafe slots[slot].store(Self.slot(word, number), ordering: .relaxed)
    }
    self.level.store(level, ordering: .releasing)
  }

  private static func slot(_ word: UInt64, _ number: Int) -> UInt64 {
    word << numberBitCount | UInt64(number + 1)
  }

  private enum Finding {
    case known(Int)
    /// The slot where the word belongs.
    case free(Int)
  }

  @inline(__always)
  private func find(_ word: UInt64, _ level: Int) -> Finding {
    let slotCount = firstSlotCount << level
    let first = slotCount - firstSlotCount
    var position = Int(truncatingIfNeeded: Self.hash(word))
    while true {
      position &= slotCount - 1
      let slot = unsafe slots[first + position].load(ordering: .acquiring)
      if slot >> Self.numberBitCount == word {
        return .known(Int(truncatingIfNeeded: slot & Self.numberMask) - 1)
      }
      if slot == 0 { return .free(first + position) }
      position += 1
    }
  }

  /// Seeded, so that no dump can be made to fill one corner of the table.
  @inline(__always)
  private static func hash(_ word: UInt64) -> UInt64 {
    let product = (word ^ KeyHash.process.seed).multipliedFullWidth(by: KeyHash.usualMultiplier)
    return product.high ^ product.low
  }
}
