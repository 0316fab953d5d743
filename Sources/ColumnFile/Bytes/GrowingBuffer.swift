/// Memory that is kept from group to group and only ever grows, aligned to a cache line.
struct GrowingBuffer {
  private(set) var memory = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Makes room for at least this many bytes; what was there is lost.
  mutating func reserve(_ byteCount: Int) {
    guard byteCount > memory.count else { return }
    memory.deallocate()
    memory = .allocate(byteCount: byteCount, alignment: 64)
  }

  /// The first bytes of the memory.
  func prefix(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount])
  }

  func deallocate() { memory.deallocate() }
}
