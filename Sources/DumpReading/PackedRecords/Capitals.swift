internal import CensusModel

/// The bytes of a record's texts that were capitals before they were folded: bit *n* of byte *m* is
/// for byte 8 *m* + *n* of all texts, put together. Zeros at the end are left out. With them a text
/// can be shown as the dump writes it.
enum Capitals {
  /// How many bytes they take at most while they are written.
  static func byteCountMax(ofTexts byteCount: Int) -> Int { byteCount / 8 + 2 }

  /// Writes them, and gives the place after them.
  ///
  /// - Parameters:
  ///   - texts: the texts before they are folded.
  ///   - start: room for `byteCountMax`.
  static func write(
    of texts: some Collection<UnsafeRawBufferPointer>, at start: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    let byteCount = unsafe byteCountMax(ofTexts: texts.reduce(0) { $0 + $1.count })
    unsafe start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    var place = 0
    for unsafe(text) in texts {
      var offset = 0
      while offset + 8 <= text.count {
        let word = unsafe text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        unsafe add(KeyFolding.capitals(word), at: place + offset, start)
        offset += 8
      }
      while offset < text.count {
        let isCapital = unsafe Folding.lowercase(text[offset]) != text[offset]
        unsafe add(isCapital ? 1 : 0, at: place + offset, start)
        offset += 1
      }
      place += text.count
    }
    var end = unsafe start + byteCount
    while unsafe end > start, unsafe (end - 1).load(as: UInt8.self) == 0 { unsafe end -= 1 }
    return unsafe end
  }

  /// Adds the bits of up to eight bytes, of which the first one stands there.
  private static func add(_ bits: UInt8, at place: Int, _ start: UnsafeMutableRawPointer) {
    let target = unsafe start + place / 8
    let known = unsafe target.loadUnaligned(as: UInt16.self)
    unsafe target.storeBytes(of: known | UInt16(bits) << UInt16(place % 8), as: UInt16.self)
  }

  /// True if a byte of the texts was a capital.
  static func contain(_ place: Int, _ capitals: UnsafeRawBufferPointer) -> Bool {
    unsafe place / 8 < capitals.count && capitals[place / 8] >> UInt8(place % 8) & 1 == 1
  }
}
