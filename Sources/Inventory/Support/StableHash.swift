/// FNV-1a, 64 bits (offset basis 14695981039346656037, prime 1099511628211): the hash of what goes
/// to disk. It has no seed and never changes.
struct StableHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes one byte.
  mutating func combine(_ byte: UInt8) {
    value ^= UInt64(byte)
    value &*= 0x0000_0100_0000_01B3
  }

  /// Takes the bytes of a text.
  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
  }
}
