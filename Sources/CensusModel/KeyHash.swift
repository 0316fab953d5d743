/// The hash of byte strings: folded multiplication, eight bytes a step.
///
/// In tables the seed differs from process to process, so that no dump can be made to fill one corner
/// of a table; hence nothing that leaves the process may depend on it.
public struct KeyHash: Sendable {
  /// The seed, which makes it another hash.
  public let seed: UInt64
  /// Odd; with 0 every key has the hash 0, which is how tests force collisions.
  public let multiplier: UInt64

  /// A multiplier that serves.
  public static let usualMultiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The hash with this seed.
  public init(seed: UInt64, multiplier: UInt64 = usualMultiplier) {
    self.seed = seed
    self.multiplier = multiplier
  }

  /// The hash of this process.
  public static let process = KeyHash(seed: UInt64.random(in: .min ... .max))

  // PERF: inlinable, here and below: look-ups in tables are little else.
  /// The hash of a key.
  @inlinable
  public func callAsFunction(_ key: UnsafeRawBufferPointer) -> UInt64 {
    var state = mixed(seed ^ UInt64(key.count))
    var offset = 0
    while offset + 8 < key.count {
      state = unsafe mixed(state ^ key.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    return unsafe mixed(state ^ tail(of: key))
  }

  /// The last eight bytes (which may overlap those already taken), or all if there are fewer.
  @inlinable
  func tail(of key: UnsafeRawBufferPointer) -> UInt64 {
    guard key.count < 8 else {
      return unsafe key.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self)
    }
    return unsafe key.reduce(0) { $0 << 8 | UInt64($1) }
  }

  @inlinable
  func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
