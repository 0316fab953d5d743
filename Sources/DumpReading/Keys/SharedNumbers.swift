internal import CensusModel
internal import Glibc
internal import Synchronization

/// Numbers for short byte strings, one table for all threads: equal strings have one number,
/// counted from 0 in the order in which they come. A string that comes when the table is full has
/// none, then and later; so whether it has one does not depend on who asks.
@safe final class SharedNumbers: @unchecked Sendable {
  // Soundness of @unchecked: an entry is written once, under the lock, before the slot that names
  // it is stored with release; readers look only at entries of slots that they loaded with acquire.

  /// How many strings have a number at most.
  let capacity: Int
  /// Words of eight bytes in an entry.
  private let width: Int
  private let entries: UnsafeMutablePointer<UInt64>
  /// Number + 1 by hash; 0 is free. A power of two, at most half full.
  private let slots: UnsafeMutablePointer<Atomic<UInt32>>
  private let mask: Int
  private let count = Atomic<Int>(0)
  private let lock = Locked(())

  /// - Parameters:
  ///   - capacity: a power of two.
  ///   - width: words of eight bytes that a string may fill.
  init(capacity: Int, width: Int) {
    self.capacity = capacity
    self.width = width
    mask = 2 * capacity - 1
    // PERF: of a large table only the pages that are touched take memory.
    unsafe entries = unsafe ZeroedMemory.allocate(capacity * width)
    unsafe slots = unsafe ZeroedMemory.allocate(2 * capacity)
  }

  deinit {
    unsafe free(entries)
    unsafe free(slots)
  }

  /// The number of a string that fills so many words, the last ones with zeros; nil where there is
  /// none.
  func number(of words: UnsafeBufferPointer<UInt64>) -> Int? {
    precondition(words.count == width, "words of another table")
    let hash = stride(from: 0, to: width, by: 2).reduce(into: UInt64(0)) { hash, index in
      hash = unsafe Self.hash(words[index] ^ hash, words[index + 1])
    }
    return unsafe number(hash: hash) { entry in
      words.indices.allSatisfy { unsafe entry[$0] == words[$0] }
    } write: { entry in
      for index in words.indices { unsafe entry[index] = unsafe words[index] }
    }
  }

  /// The words of the string that has a number.
  func entry(_ number: Int) -> UnsafeBufferPointer<UInt64> {
    unsafe UnsafeBufferPointer(start: entries + number * width, count: width)
  }

  @inline(__always)
  private func number(
    hash: UInt64, isSame: (UnsafePointer<UInt64>) -> Bool,
    write: (UnsafeMutablePointer<UInt64>) -> Void
  ) -> Int? {
    // In this order: all that is in a full table is seen.
    let isFull = count.load(ordering: .acquiring) == capacity
    var position = Int(truncatingIfNeeded: hash) & mask
    if let known = unsafe find(&position, isSame) { return known }
    if isFull { return nil }
    return lock.withLock { _ in
      if let known = unsafe find(&position, isSame) { return known }
      let next = count.load(ordering: .relaxed)
      guard next < capacity else { return nil }
      unsafe write(entries + next * width)
      unsafe slots[position].store(UInt32(next + 1), ordering: .releasing)
      count.store(next + 1, ordering: .releasing)
      return next
    }
  }

  /// Goes on to the slot of the string, or to the free one where it belongs.
  @inline(__always)
  private func find(_ position: inout Int, _ isSame: (UnsafePointer<UInt64>) -> Bool) -> Int? {
    while true {
      let slot = unsafe Int(slots[position].load(ordering: .acquiring))
      if slot == 0 { return nil }
      if unsafe isSame(entries + (slot - 1) * width) { return slot - 1 }
      position = (position + 1) & mask
    }
  }

  /// Seeded, so that no dump can be made to fill one corner of the table.
  @inline(__always)
  private static func hash(_ low: UInt64, _ high: UInt64) -> UInt64 {
    let product = (low ^ KeyHash.process.seed).multipliedFullWidth(
      by: (high ^ KeyHash.usualMultiplier) | 1)
    let mixed = product.high ^ product.low
    return mixed ^ mixed >> 32
  }
}
