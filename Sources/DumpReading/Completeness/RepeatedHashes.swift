internal import CensusModel
internal import Files

/// The identity hashes that come more than once.
enum RepeatedHashes {
  /// A table of so many hashes stays in the processor's cache. A tuning constant.
  private static let tableCountMax = 1 << 17

  /// The hashes that come more than once in some logs together.
  static func all(in logs: [IdentityLog], threads: Int) throws(FileError) -> Set<UInt64> {
    let logs = logs.filter { !$0.isEmpty }
    if logs.isEmpty { return [] }
    let parts = Parallel.map(count: IdentityLog.partCount, threads: threads) { part in
      Result { () throws(FileError) in try all(in: logs, part: part) }
    }
    var repeated: Set<UInt64> = []
    for part in parts { repeated.formUnion(try part.get()) }
    return repeated
  }

  /// One part, in as many passes as tables of that size take.
  private static func all(in logs: [IdentityLog], part: Int) throws(FileError) -> Set<UInt64> {
    let count = logs.reduce(0) { $0 + $1.count(ofPart: part) }
    if count < 2 { return [] }
    var passBits = 0
    while count >> passBits > tableCountMax { passBits += 1 }
    var table = HashTable(for: count >> passBits)
    defer { table.deallocate() }
    for pass in 0..<UInt64(1 << passBits) {
      if pass > 0 { table.clear() }
      let shift = UInt64(64 - IdentityLog.partBits - passBits)
      let mask = UInt64(1 << passBits) - 1
      for log in logs {
        try unsafe log.forEachBlock(ofPart: part) { block in
          for unsafe(hash) in unsafe block where hash >> shift & mask == pass { table.insert(hash) }
        }
      }
    }
    return table.repeated
  }
}

/// A set of hashes that are not 0.
@safe private struct HashTable {
  private(set) var repeated: Set<UInt64> = []
  private var slots: UnsafeMutableBufferPointer<UInt64>
  private var count = 0

  /// - Parameter count: about how many hashes it will hold.
  init(for count: Int) {
    unsafe slots = .allocate(capacity: Self.capacity(for: count))
    unsafe slots.initialize(repeating: 0)
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = 16
    while capacity < 2 * count { capacity *= 2 }
    return capacity
  }

  mutating func clear() {
    unsafe slots.update(repeating: 0)
    count = 0
  }

  func deallocate() { unsafe slots.deallocate() }

  mutating func insert(_ hash: UInt64) {
    let mask = unsafe slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while unsafe slots[slot] != 0 {
      if unsafe slots[slot] == hash {
        repeated.insert(hash)
        return
      }
      slot = (slot + 1) & mask
    }
    unsafe slots[slot] = hash
    count += 1
    if unsafe 4 * count > 3 * slots.count { grow() }
  }

  private mutating func grow() {
    let old = unsafe slots
    unsafe slots = .allocate(capacity: 2 * old.count)
    unsafe slots.initialize(repeating: 0)
    count = 0
    for unsafe(hash) in unsafe old where hash != 0 { insert(hash) }
    unsafe old.deallocate()
  }
}
