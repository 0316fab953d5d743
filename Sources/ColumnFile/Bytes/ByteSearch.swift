internal import CensusModel

/// Finding names within bytes.
enum ByteSearch {
  /// True where a folded name stands anywhere in bytes, in whatever spelling; no name does
  /// everywhere.
  ///
  /// Thirty-two places are looked at together: only where the first and the last byte are right are
  /// all compared.
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
      let begins = folded(start + place) .== firsts
      let ends = folded(start + place + name.count - 1) .== lasts
      if any(begins .& ends) {
        for place in place..<place + 32 where isName(start + place, wanted, name.count) {
          return true
        }
      }
      place += 32
    }
    return (place..<placeCount).contains { isName(start + $0, wanted, name.count) }
  }

  /// `Folding.lowercase` of thirty-two bytes.
  private static func folded(_ bytes: UnsafeRawPointer) -> SIMD32<UInt8> {
    let bytes = bytes.loadUnaligned(as: SIMD32<UInt8>.self)
    let isCapital = bytes &- UInt8(ascii: "A") .< 26
    return bytes.replacing(with: bytes | 0x20, where: isCapital)
  }

  private static func isName(
    _ bytes: UnsafeRawPointer, _ name: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    for index in 0..<count {
      let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
      let wanted = name.load(fromByteOffset: index, as: UInt8.self)
      if Folding.lowercase(byte) != wanted { return false }
    }
    return true
  }
}
