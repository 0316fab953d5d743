internal import CensusModel

/// Finding names within bytes.
enum ByteSearch {
  /// True where a folded name is anywhere in bytes, in whatever spelling; no name does
  /// everywhere.
  ///
  /// Thirty-two places are looked at together: only where the first and the last byte are right are
  /// all compared.
  static func occurs(_ name: [UInt8], in bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe name.withUnsafeBytes { unsafe occurs($0, in: bytes) }
    }
  }

  private static func occurs(
    _ name: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer
  ) -> Bool {
    guard let first = unsafe name.first, let last = unsafe name.last else { return true }
    guard name.count <= bytes.count, let start = bytes.baseAddress, let wanted = name.baseAddress
    else { return false }
    let placeCount = bytes.count - name.count + 1
    let (firsts, lasts) = (Spellings(first), Spellings(last))
    var place = 0
    while place + 32 <= placeCount {
      let begins = unsafe firsts.stand(at: start + place)
      let ends = unsafe lasts.stand(at: start + place + name.count - 1)
      if any(begins .& ends) {
        for place in place..<place + 32 where unsafe isName(start + place, wanted, name.count) {
          return true
        }
      }
      place += 32
    }
    return (place..<placeCount).contains { unsafe isName(start + $0, wanted, name.count) }
  }

  /// A letter in both spellings, or another byte, thirty-two times.
  private struct Spellings {
    private let small: SIMD32<UInt8>
    private let capital: SIMD32<UInt8>

    init(_ byte: UInt8) {
      let isLetter = byte &- UInt8(ascii: "a") < 26
      small = SIMD32(repeating: byte)
      capital = SIMD32(repeating: isLetter ? byte & ~0x20 : byte)
    }

    /// Where the byte is, in any spelling.
    // PERF: comparisons for equality become one instruction each; folding the bytes first took ten
    // times as long.
    @inline(__always)
    func stand(at bytes: UnsafeRawPointer) -> SIMDMask<SIMD32<Int8>> {
      let bytes = unsafe bytes.loadUnaligned(as: SIMD32<UInt8>.self)
      return (bytes .== small) .| (bytes .== capital)
    }
  }

  private static func isName(
    _ bytes: UnsafeRawPointer, _ name: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    for index in 0..<count {
      let byte = unsafe bytes.load(fromByteOffset: index, as: UInt8.self)
      let wanted = unsafe name.load(fromByteOffset: index, as: UInt8.self)
      if Folding.lowercase(byte) != wanted { return false }
    }
    return true
  }
}
