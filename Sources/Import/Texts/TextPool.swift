internal import CensusModel
internal import Glibc

/// Texts, each kept once and known by a number. Texts are the same if their bytes are; the *key* of
/// a text is the first text of the pool that folds to the same key (AuditRules.md §2, rule 1), so
/// that keys are compared as numbers.
struct TextPool: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends = [0]
  /// The hash of the folded key of each text.
  private var hashes: [UInt32] = [0]
  private var keys = [TextID.empty]
  /// An open table of a power of two: hash and number of a text, or 0. The empty text is not in it.
  private var slots = [UInt64](repeating: 0, count: 64)
  private let hash = KeyHash.process

  /// How many texts there are, with the empty one.
  var count: Int { ends.count }

  /// The number of a text, which is added if it is new.
  mutating func number(of text: UnsafeRawBufferPointer) -> TextID {
    unsafe text.isEmpty ? .empty : insert(text, hash: keyHash(text))
  }

  /// The number of a text, which is added if it is new.
  mutating func number(of text: String) -> TextID {
    var text = text
    return text.withUTF8 { unsafe number(of: UnsafeRawBufferPointer($0)) }
  }

  /// The key of a text that need not be in the pool; nil if no text of the pool has this key.
  func key(of text: UnsafeRawBufferPointer) -> TextID? {
    let hash = unsafe keyHash(text)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let known = Slot(slots[slot])
      if known.hash == hash, unsafe withBytes(known.text, { unsafe Self.haveOneKey($0, text) }) {
        return key(of: known.text)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The key of a text.
  func key(of text: TextID) -> TextID { keys[Int(text.number)] }

  /// Adds the texts of another pool.
  ///
  /// - Returns: their numbers here.
  mutating func merge(_ other: TextPool) -> [TextID] {
    var numbers = [TextID.empty]
    numbers.reserveCapacity(other.count)
    var candidates = [Slot](repeating: Slot(0), count: Self.batchCount)
    while numbers.count < other.count {
      let batch = numbers.count..<min(numbers.count + Self.batchCount, other.count)
      // PERF: waits for the memory of one slot do not follow those for another.
      for number in batch {
        candidates[number - batch.lowerBound] = Slot(
          slots[Int(other.hashes[number]) & (slots.count - 1)])
      }
      for (number, candidate) in zip(batch, candidates) {
        numbers.append(merge(TextID(number: UInt32(number)), of: other, candidate))
      }
    }
    return numbers
  }

  /// How many texts are looked for at a time. A tuning constant: any value is right.
  private static let batchCount = 32

  private mutating func merge(_ text: TextID, of other: TextPool, _ candidate: Slot) -> TextID {
    let hash = other.hashes[Int(text.number)]
    return unsafe other.withBytes(text) { bytes in
      let isKnown =
        unsafe candidate.hash == hash && !candidate.text.isEmpty
        && withBytes(candidate.text) { unsafe Self.areEqual($0, bytes) }
      return unsafe isKnown ? candidate.text : insert(bytes, hash: hash)
    }
  }

  // MARK: Texts

  func string(_ text: TextID) -> String {
    unsafe withBytes(text) { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The text as keys are compared.
  func foldedString(_ text: TextID) -> String { Folding.key(string(text)) }

  /// Calls `body` with the bytes of a text.
  func withBytes<Result>(_ text: TextID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let range = range(of: text)
    return unsafe bytes.withUnsafeBytes { unsafe body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The bytes of a text.
  func slice(_ text: TextID) -> ArraySlice<UInt8> { bytes[range(of: text)] }

  private func range(of text: TextID) -> Range<Int> {
    let number = Int(text.number)
    return (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// True if the folded key of a text stands before that of another in byte order.
  func keyPrecedes(_ left: TextID, _ right: TextID) -> Bool {
    unsafe withBytes(left) { left in
      unsafe withBytes(right) { right in
        unsafe Self.trimmed(left).lazy.map(Folding.lowercase)
          .lexicographicallyPrecedes(Self.trimmed(right).lazy.map(Folding.lowercase))
      }
    }
  }

  // MARK: The table

  private struct Slot {
    var hash: UInt32
    var text: TextID

    init(_ value: UInt64) {
      hash = UInt32(truncatingIfNeeded: value >> 32)
      text = TextID(number: UInt32(truncatingIfNeeded: value))
    }
  }

  private mutating func insert(_ text: UnsafeRawBufferPointer, hash: UInt32) -> TextID {
    var slot = Int(hash) & (slots.count - 1)
    var key: TextID?
    while slots[slot] != 0 {
      let known = Slot(slots[slot])
      if known.hash == hash {
        if unsafe withBytes(known.text, { unsafe Self.areEqual($0, text) }) { return known.text }
        if key == nil, unsafe withBytes(known.text, { unsafe Self.haveOneKey($0, text) }) {
          key = self.key(of: known.text)
        }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = TextID(number: UInt32(count))
    // A text of blanks has the key of the empty one.
    if key == nil, unsafe Self.trimmed(text).isEmpty { key = .empty }
    slots[slot] = UInt64(hash) << 32 | UInt64(number.number)
    unsafe bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    keys.append(key ?? number)
    if count * 4 > slots.count * 3 { grow() }
    return number
  }

  private mutating func grow() {
    var grown = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = grown.count - 1
    for value in slots where value != 0 {
      var slot = Int(Slot(value).hash) & mask
      while grown[slot] != 0 { slot = (slot + 1) & mask }
      grown[slot] = value
    }
    slots = grown
  }

  private func keyHash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    let text = unsafe Self.trimmed(text)
    // The closure must not take the whole pool with it.
    let hash = self.hash
    return unsafe withUnsafeTemporaryAllocation(byteCount: text.count, alignment: 8) { folded in
      for index in 0..<text.count {
        unsafe folded[index] = unsafe Folding.lowercase(text[index])
      }
      return unsafe UInt32(truncatingIfNeeded: hash(UnsafeRawBufferPointer(folded)))
    }
  }

  private static func areEqual(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return unsafe memcmp(first, second, left.count) == 0
  }

  private static func haveOneKey(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    let (left, right) = unsafe (trimmed(left), trimmed(right))
    return unsafe left.count == right.count
      && zip(left, right).allSatisfy { Folding.lowercase($0) == Folding.lowercase($1) }
  }

  private static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var (start, end) = (0, text.count)
    while start < end, unsafe text[start] == 0x20 { start += 1 }
    while end > start, unsafe text[end - 1] == 0x20 { end -= 1 }
    return unsafe UnsafeRawBufferPointer(rebasing: text[start..<end])
  }
}
