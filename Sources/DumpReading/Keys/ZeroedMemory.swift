internal import Glibc

/// Memory of tables that is zero at first, and of which the pages that are touched are taken only.
enum ZeroedMemory {
  /// Memory for so many values, of which zero bytes are one; `free` gives it back.
  static func allocate<Value: ~Copyable>(_ count: Int) -> UnsafeMutablePointer<Value> {
    // As where Swift's own allocation fails: there is nothing to go on with.
    guard let memory = unsafe calloc(count, MemoryLayout<Value>.stride) else {
      fatalError("out of memory")
    }
    return unsafe memory.bindMemory(to: Value.self, capacity: count)
  }
}
