import Testing

import struct TestSupport.SplitMix64

@testable import CensusModel
@testable import Files

/// Digests of inputs, against plain SHA-256 and a tree written from its definition.
@Suite struct InputDigestTests {
  private static let leaf = DigestKind.leafByteCount

  @Test func aShortInputHasItsSHA256() {
    for count in [0, 1, 63, 64, 65, 1000, Self.leaf - 1, Self.leaf] {
      let bytes = Self.bytes(count)
      #expect(InputDigest.hexadecimal(of: bytes) == FileDigest.hexadecimal(of: bytes), "\(count)")
      #expect(DigestKind(inputByteCount: count) == .sha256)
    }
    #expect(DigestKind(inputByteCount: Self.leaf + 1) == .sha256Tree)
  }

  @Test(arguments: [
    leaf + 1, 2 * leaf - 1, 2 * leaf, 2 * leaf + 1, 3 * leaf, 3 * leaf + 7, 5 * leaf + leaf / 2,
    8 * leaf, 9 * leaf + 63,
  ])
  func aLongInputHasTheRootOfItsTree(_ count: Int) {
    let bytes = Self.bytes(count)
    #expect(InputDigest.hexadecimal(of: bytes) == Self.root(of: bytes))
  }

  @Test func piecesAndPairsMakeNoDifference() {
    for seed in UInt64(0)..<12 {
      var random = SplitMix64(seed: seed)
      let bytes = Self.bytes(random.below(4 * Self.leaf) + 1)
      let leaves = Self.leaves(of: bytes)
      for usesPairs in [true, false] {
        let hasher = LeafHasher(usesPairs: usesPairs)
        // What came before a failure is forgotten.
        [1, 2, 3].withUnsafeBytes { hasher.update($0) }
        hasher.reset()
        var start = 0
        bytes.withUnsafeBytes { raw in
          while start < raw.count {
            let count = min(raw.count - start, 1 + random.below(1 << random.below(21)))
            hasher.update(UnsafeRawBufferPointer(rebasing: raw[start..<start + count]))
            start += count
          }
        }
        let found = hasher.finish().map { leaf in withUnsafeBytes(of: leaf) { Array($0) } }
        #expect(found == leaves, "seed \(seed), pairs \(usesPairs), \(bytes.count) bytes")
      }
    }
  }

  @Test func beginsAgainAfterTheEnd() {
    let hasher = LeafHasher()
    let bytes = Self.bytes(2 * Self.leaf + 5)
    bytes.withUnsafeBytes { hasher.update($0) }
    let first = hasher.finish()
    bytes.withUnsafeBytes { hasher.update($0) }
    #expect(hasher.finish() == first && first.count == 3)
    #expect(hasher.finish().count == 1)
  }

  // MARK: The obvious way

  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 / 257) }
  }

  private static func leaves(of bytes: [UInt8]) -> [[UInt8]] {
    stride(from: 0, to: max(1, bytes.count), by: leaf).map { start in
      plain(Array(bytes[start..<min(start + leaf, bytes.count)]))
    }
  }

  private static func root(of bytes: [UInt8]) -> String {
    var level = leaves(of: bytes)
    while level.count > 1 {
      var next: [[UInt8]] = []
      for index in stride(from: 0, to: level.count, by: 2) {
        next.append(
          index + 1 < level.count ? plain(level[index] + level[index + 1]) : level[index])
      }
      level = next
    }
    return level[0].hexadecimal
  }

  /// SHA-256 in bytes.
  private static func plain(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array(FileDigest.hexadecimal(of: bytes).utf8)
    return stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)!
    }
  }
}
