/// Memory that is kept from group to group and only ever grows, aligned to a cache line.
@safe struct GrowingBuffer {
  private(set) var memory = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Makes room for at least this many bytes; what was there is lost.
  mutating func reserve(_ byteCount: Int) {
    guard unsafe byteCount > memory.count else { return }
    unsafe memory.deallocate()
    unsafe memory = .allocate(byteCount: byteCount, alignment: 64)
  }

  /// The first bytes of the memory.
  func prefix(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount])
  }

  func deallocate() { unsafe memory.deallocate() }
}
