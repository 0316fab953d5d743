internal import Glibc

/// Finding bytes within others.
enum ByteSearch {
  /// True where the bytes stand anywhere in others; no bytes do everywhere.
  ///
  /// Thirty-two places are looked at together: only where the first and the last byte are right are
  /// all compared. glibc's `memmem` is not to be seen from Swift.
  static func occurs(_ name: [UInt8], in bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in name.withUnsafeBytes { occurs($0, in: bytes) } }
  }

  private static func occurs(
    _ name: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard let first = name.first, let last = name.last else { return true }
    guard name.count <= bytes.count, let start = bytes.baseAddress, let wanted = name.baseAddress
    else { return false }
    let placeCount = bytes.count - name.count + 1
    let (firsts, lasts) = (SIMD32(repeating: first), SIMD32(repeating: last))
    var place = 0
    while place + 32 <= placeCount {
      let begins = (start + place).loadUnaligned(as: SIMD32<UInt8>.self) .== firsts
      let ends = (start + place + name.count - 1).loadUnaligned(as: SIMD32<UInt8>.self) .== lasts
      if any(begins .& ends) {
        for place in place..<place + 32 where memcmp(start + place, wanted, name.count) == 0 {
          return true
        }
      }
      place += 32
    }
    return (place..<placeCount).contains { memcmp(start + $0, wanted, name.count) == 0 }
  }
}
