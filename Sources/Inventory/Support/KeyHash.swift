/// The hash of byte strings in tables of one process: folded multiplication, eight bytes a step.
///
/// The seed differs from process to process, so that no dump can be made to fill one corner of a
/// table; hence nothing that leaves the process may depend on it. What goes to disk is hashed by
/// `StableHash`.
struct KeyHash: Sendable {
  let seed: UInt64
  /// Odd; with 0 every key has the hash 0, which is how tests force collisions.
  let multiplier: UInt64

  /// The hash of this process.
  static let process = KeyHash(
    seed: UInt64.random(in: .min ... .max), multiplier: 0x9E37_79B9_7F4A_7C15)

  /// The hash of a key.
  func callAsFunction(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var state = mixed(seed ^ UInt64(key.count))
    var offset = 0
    while offset + 8 < key.count {
      state = mixed(state ^ key.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return mixed(state ^ tail(of: key))
  }

  /// The last eight bytes (which may overlap those already taken), or all if there are fewer.
  private func tail(of key: UnsafeRawBufferPointer) -> UInt64 {
    guard key.count < 8 else {
      return key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self)
    }
    return key.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
