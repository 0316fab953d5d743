/// How the bytes of a chunk are stored. The raw value is on disk; 0 is never valid.
package enum Codec: UInt8, Sendable {
  /// As they are.
  case raw = 1
  /// Every byte is the same; nothing is stored but that byte, in the footer. Fact planes only.
  case constant = 2
  /// One LZ4 block.
  case lz4 = 3

  /// As people read it.
  package var name: String {
    switch self {
    case .raw: "raw"
    case .constant: "constant"
    case .lz4: "lz4"
    }
  }

  /// True if so many stored bytes can hold so many raw ones.
  package func allows(rawByteCount: Int, storedByteCount: Int) -> Bool {
    switch self {
    case .constant: storedByteCount == 0
    case .raw: rawByteCount == storedByteCount && storedByteCount <= SealedConstants.countMax
    case .lz4:
      rawByteCount <= SealedConstants.lz4ByteCountMax
        && storedByteCount <= SealedConstants.lz4ByteCountMax
        && rawByteCount <= storedByteCount * SealedConstants.lz4RatioMax
    }
  }
}
