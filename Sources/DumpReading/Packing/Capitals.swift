internal import CensusModel

/// Which bytes of a record's body were capitals before they were folded: bit *n* of byte *m* stands
/// for byte 8 *m* + *n*. With them a text can be shown as the dump writes it.
enum Capitals {
  /// How many bytes they take.
  static func byteCount(ofBody byteCount: Int) -> Int { (byteCount + 7) / 8 }

  /// How long the body is, where it and its capitals take so many bytes together: capitals take one
  /// byte in nine, or a part of one.
  static func bodyByteCount(ofBoth byteCount: Int) -> Int { byteCount * 8 / 9 }

  /// Writes those of a body.
  ///
  /// - Parameter texts: the texts of the body before they are folded.
  static func write(
    of texts: some Collection<UnsafeRawBufferPointer>, at start: UnsafeMutableRawPointer,
    bodyByteCount: Int
  ) {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount(ofBody: bodyByteCount))
    var place = 0
    for text in texts {
      place += Varint.byteCount(of: text.count)
      for byte in text {
        if Folding.lowercase(byte) != byte {
          let bits = start.load(fromByteOffset: place / 8, as: UInt8.self)
          start.storeBytes(
            of: bits | 1 << UInt8(place % 8), toByteOffset: place / 8, as: UInt8.self)
        }
        place += 1
      }
    }
  }

  /// True if a byte of the body was a capital.
  static func contain(_ place: Int, _ capitals: UnsafeRawBufferPointer) -> Bool {
    capitals[place / 8] >> UInt8(place % 8) & 1 == 1
  }
}
