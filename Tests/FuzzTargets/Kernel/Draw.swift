/// Decisions made of the bytes of an input, one after the other; after its end all are 0.
struct Draw {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next byte.
  mutating func byte() -> UInt8 {
    defer { offset += 1 }
    return offset < bytes.count ? bytes[offset] : 0
  }

  /// A number from 0 to below the bound, which is at most 256.
  mutating func below(_ bound: Int) -> Int { Int(byte()) % bound }

  /// Two bytes.
  mutating func word() -> UInt16 { UInt16(byte()) | UInt16(byte()) << 8 }
}
