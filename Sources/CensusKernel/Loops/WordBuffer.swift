/// Words that are kept from group to group and only ever grow.
@safe struct WordBuffer {
  private(set) var words: UnsafeMutablePointer<UInt64>
  private var capacity = 8

  init() { unsafe words = .allocate(capacity: capacity) }

  func deallocate() { unsafe words.deallocate() }

  /// Makes room for at least this many words; what was there is lost.
  mutating func reserve(_ count: Int, clearing: Bool) {
    if count > capacity {
      unsafe words.deallocate()
      unsafe words = .allocate(capacity: count)
      capacity = count
    }
    if clearing { unsafe words.update(repeating: 0, count: count) }
  }
}
