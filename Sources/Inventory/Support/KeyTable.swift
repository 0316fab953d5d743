internal import CPrefetch
internal import CensusModel
internal import Glibc

/// Numbers byte strings in the order in which they arrive, by open addressing.
///
/// Keys are not copied: they must outlive the table or its next `reset`. Two keys are one only if
/// their bytes are. A key costs 16 bytes and 16–32 bytes of slots.
@safe struct KeyTable {
  /// The keys by index.
  private(set) var keys: [UnsafeRawBufferPointer] = unsafe []

  /// Upper half of the hash, then index + 1; 0 is a free slot. Only `mask + 1` of them are in use,
  /// so that a table that has been large is cheap to empty for few keys.
  private var slots: [UInt64]
  private var mask: Int
  private let hash: KeyHash

  private static let slotCountMin = 16
  /// The mask of slots that take a quarter of a MiB.
  private static let maskFar = 1 << 15 - 1

  /// An empty table.
  init(hash: KeyHash = .process) {
    self.hash = hash
    slots = [UInt64](repeating: 0, count: Self.slotCountMin)
    mask = Self.slotCountMin - 1
  }

  /// How many distinct keys there are.
  var count: Int { unsafe keys.count }

  /// Forgets all keys and makes room for this many.
  mutating func reset(expecting count: Int) {
    unsafe keys.removeAll(keepingCapacity: true)
    unsafe keys.reserveCapacity(count)
    prepareSlots(forKeys: count)
  }

  /// The index of a key, or nil if it is not there.
  func index(of key: UnsafeRawBufferPointer) -> Int? {
    let entry = unsafe slots[slot(of: key, hashed: hash(key))]
    return entry == 0 ? nil : Self.index(in: entry)
  }

  /// The index of a key, added if it is new.
  mutating func insert(_ key: UnsafeRawBufferPointer) -> (index: Int, isNew: Bool) {
    if unsafe (keys.count + 1) * 2 > mask + 1 { grow() }
    let hashed = unsafe hash(key)
    let position = unsafe slot(of: key, hashed: hashed)
    let entry = slots[position]
    guard entry == 0 else { return (Self.index(in: entry), false) }
    unsafe add(key, hashed, at: position)
    return unsafe (keys.count - 1, true)
  }

  /// Asks for the memory that finding these keys will look at, for all of them at once: found one after
  /// the other, each waits three times, for its slot, for where its twin is, and for the twin.
  ///
  /// Small tables are near anyway.
  func prefetch(_ wanted: some Sequence<UnsafeRawBufferPointer>) {
    guard mask >= Self.maskFar else { return }
    var batch = InlineArray<32, Int>(repeating: 0)
    var count = 0
    unsafe slots.withUnsafeBufferPointer { slots in
      for unsafe(key) in wanted {
        let position = unsafe Int(truncatingIfNeeded: hash(key)) & mask
        unsafe uc_prefetch(slots.baseAddress! + position)
        batch[count] = position
        count += 1
        if count == batch.count {
          unsafe prefetchTwins(slots, batch, count)
          count = 0
        }
      }
      unsafe prefetchTwins(slots, batch, count)
    }
  }

  private func prefetchTwins(
    _ slots: UnsafeBufferPointer<UInt64>, _ positions: InlineArray<32, Int>, _ count: Int
  ) {
    unsafe keys.withUnsafeBufferPointer { keys in
      for index in 0..<count where unsafe slots[positions[index]] != 0 {
        unsafe uc_prefetch(keys.baseAddress! + Self.index(in: slots[positions[index]]))
      }
      for index in 0..<count where unsafe slots[positions[index]] != 0 {
        guard let twin = unsafe keys[Self.index(in: slots[positions[index]])].baseAddress else {
          continue
        }
        unsafe uc_prefetch(twin)
      }
    }
  }

  private mutating func add(_ key: UnsafeRawBufferPointer, _ hashed: UInt64, at position: Int) {
    unsafe precondition(keys.count < Int(UInt32.max), "more keys than a slot can number")
    unsafe keys.append(key)
    slots[position] = unsafe (hashed & ~0xFFFF_FFFF) | UInt64(keys.count)
  }

  /// Where the key is, or the free slot where it belongs.
  private func slot(of key: UnsafeRawBufferPointer, hashed: UInt64) -> Int {
    let tag = hashed >> 32
    var position = Int(truncatingIfNeeded: hashed) & mask
    while true {
      let entry = slots[position]
      if entry == 0 { return position }
      if entry >> 32 == tag, unsafe Self.haveSameBytes(keys[Self.index(in: entry)], key) {
        return position
      }
      position = (position + 1) & mask
    }
  }

  private mutating func grow() {
    unsafe prepareSlots(forKeys: keys.count * 2 + 1)
    let old = unsafe keys
    unsafe keys.removeAll(keepingCapacity: true)
    for unsafe(key) in unsafe old {
      let hashed = unsafe hash(key)
      unsafe add(key, hashed, at: slot(of: key, hashed: hashed))
    }
  }

  /// Frees as many slots as keep the table at most half full with this many keys.
  private mutating func prepareSlots(forKeys count: Int) {
    var slotCount = Self.slotCountMin
    while slotCount < 2 * count + 2 { slotCount *= 2 }
    mask = slotCount - 1
    guard slots.count >= slotCount else {
      slots = [UInt64](repeating: 0, count: slotCount)
      return
    }
    unsafe slots.withUnsafeMutableBufferPointer { unsafe $0[..<slotCount].update(repeating: 0) }
  }

  private static func index(in entry: UInt64) -> Int { Int(entry & 0xFFFF_FFFF) - 1 }

  private static func haveSameBytes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return unsafe memcmp(first, second, left.count) == 0
  }
}
