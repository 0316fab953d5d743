internal import Glibc

/// Gives equal byte strings one number, counted from 0. The last one is tried first: records come
/// in runs of one place and one product.
struct ByteInterner {
  private var arena: [UInt8] = []
  private var starts: [Int] = [0]
  /// Index + 1 by hash; 0 is free. A power of two, at most half full.
  private var slots = [UInt32](repeating: 0, count: 64)
  private var last = 0
  private let seed = UInt64.random(in: .min ... .max)

  /// How many distinct strings there are.
  var count: Int { starts.count - 1 }

  /// The number of a byte string; it is new if that is what `count` was.
  mutating func index(of text: UnsafeRawBufferPointer) -> Int {
    if last < count, unsafe isEqual(last, text) { return last }
    if 2 * count >= slots.count { grow() }
    let mask = slots.count - 1
    var slot = unsafe Int(truncatingIfNeeded: hash(text)) & mask
    while slots[slot] != 0 {
      last = Int(slots[slot]) - 1
      if unsafe isEqual(last, text) { return last }
      slot = (slot + 1) & mask
    }
    last = count
    slots[slot] = UInt32(count + 1)
    unsafe arena.append(contentsOf: text)
    starts.append(arena.count)
    return last
  }

  /// The bytes of a number.
  func bytes(_ index: Int) -> [UInt8] { Array(arena[starts[index]..<starts[index + 1]]) }

  private func isEqual(_ index: Int, _ text: UnsafeRawBufferPointer) -> Bool {
    let start = starts[index]
    let length = starts[index + 1] - start
    guard length == text.count else { return false }
    guard let other = text.baseAddress, length > 0 else { return true }
    return unsafe arena.withUnsafeBytes {
      unsafe memcmp($0.baseAddress! + start, other, length) == 0
    }
  }

  private mutating func grow() {
    let mask = 2 * slots.count - 1
    slots = [UInt32](repeating: 0, count: mask + 1)
    for index in 0..<count {
      let hash = unsafe arena.withUnsafeBytes {
        unsafe self.hash(UnsafeRawBufferPointer(rebasing: $0[starts[index]..<starts[index + 1]]))
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }

  /// Eight bytes a step: multiply and fold. Seeded, so that colliding places cannot be chosen.
  private func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = seed ^ UInt64(text.count)
    var offset = 0
    while offset < text.count {
      var word: UInt64 = 0
      if offset + 8 <= text.count {
        word = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      } else {
        for unsafe(byte) in unsafe text[offset...] { word = word << 8 | UInt64(byte) }
      }
      let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
      offset += 8
    }
    return hash ^ hash >> 29
  }
}
