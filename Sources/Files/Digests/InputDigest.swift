internal import CensusModel

/// The digest of an input (AuditRules.md §3): SHA-256 of up to 1 MiB; of more, the SHA-256 tree
/// hash with leaves of 1 MiB. A tree of one leaf is the SHA-256 of that leaf.
///
/// The tree: neighbours are joined to the SHA-256 of the first and then the second digest, level by
/// level; a last one without a neighbour goes up as it is.
public struct InputDigest: ~Copyable {
  private let hasher = LeafHasher()

  /// The digest of nothing yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { unsafe hasher.update(bytes) }

  /// The digest of all bytes, as 64 lower-case hexadecimal digits; then begins again.
  public mutating func hexadecimal() -> String { Self.hexadecimal(of: hasher.finish()) }

  /// The digest of bytes in memory.
  public static func hexadecimal(of bytes: [UInt8]) -> String {
    var digest = InputDigest()
    unsafe bytes.withUnsafeBytes { unsafe digest.update($0) }
    return digest.hexadecimal()
  }

  /// The digest of an input with these leaves, of which there is at least one.
  public static func hexadecimal(of leaves: [LeafHasher.Leaf]) -> String {
    precondition(!leaves.isEmpty, "a tree hash without a leaf")
    var level = leaves
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? joined(level[index], level[index + 1]) : level[index]
      }
    }
    return unsafe withUnsafeBytes(of: level[0]) { unsafe Array($0) }.hexadecimal
  }

  /// How many leaves an input of so many bytes has.
  public static func leafCount(ofByteCount byteCount: Int) -> Int {
    max(1, (byteCount + DigestKind.leafByteCount - 1) / DigestKind.leafByteCount)
  }

  private static func joined(_ left: LeafHasher.Leaf, _ right: LeafHasher.Leaf) -> LeafHasher.Leaf {
    let hasher = LeafHasher(usesPairs: false)
    unsafe withUnsafeBytes(of: (left, right)) { unsafe hasher.update($0) }
    return hasher.finish()[0]
  }
}
