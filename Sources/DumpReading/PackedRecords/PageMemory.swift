internal import Glibc

/// Memory that goes back to the system as soon as it is given back. What `malloc` is given back may stay
/// with the thread that had it, where no other thread can use it, so that a limit of memory which all
/// threads share would not be held.
enum PageMemory {
  /// Smaller pieces would waste most of their pages: they are `malloc`'s.
  private static let byteCountMin = 1 << 16

  /// Memory that begins at a multiple of 16.
  static func allocate(byteCount: Int) -> UnsafeMutableRawBufferPointer {
    guard byteCount >= byteCountMin else {
      return .allocate(byteCount: byteCount, alignment: 16)
    }
    let memory = unsafe mmap(
      nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    // As where `malloc` has none: there is nothing to go on with.
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      fatalError("out of memory")
    }
    return unsafe UnsafeMutableRawBufferPointer(start: memory, count: byteCount)
  }

  /// Gives back what `allocate` made.
  static func deallocate(_ memory: UnsafeMutableRawBufferPointer) {
    guard memory.count >= byteCountMin else { return unsafe memory.deallocate() }
    unsafe munmap(memory.baseAddress, memory.count)
  }
}
