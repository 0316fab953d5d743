/// Words that are kept from group to group and only ever grow.
struct WordBuffer {
  private(set) var words: UnsafeMutablePointer<UInt64>
  private var capacity = 0

  init() { words = .allocate(capacity: 8) }

  func deallocate() { words.deallocate() }

  /// Makes room for at least this many words; what was there is lost.
  mutating func reserve(_ count: Int, clearing: Bool) {
    if count > capacity {
      words.deallocate()
      words = .allocate(capacity: count)
      capacity = count
    }
    if clearing { words.update(repeating: 0, count: count) }
  }

  /// The 64 bits from a bit on. The word behind the last is read and must be there.
  @inline(__always)
  func bits(at start: Int) -> UInt64 {
    let word = start >> 6
    let shift = UInt64(start & 63)
    return words[word] >> shift | (words[word + 1] << 1) << (63 - shift)
  }
}
