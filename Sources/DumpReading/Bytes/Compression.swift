/// How content is stored, told by its first bytes.
enum Compression: Equatable {
  case gzip
  case zstd
  case lz4
  case zip

  /// The bytes that `init(magic:)` wants to see.
  static let magicByteCount = 4

  /// nil for content that is not compressed.
  init?(magic: [UInt8]) {
    switch magic {
    case _ where magic.starts(with: [0x1F, 0x8B]): self = .gzip
    case [0x28, 0xB5, 0x2F, 0xFD]: self = .zstd
    case [0x04, 0x22, 0x4D, 0x18]: self = .lz4
    // A skippable frame, which both know: zstd's tools are the ones that write it in front.
    case _ where magic.count == 4 && magic[0] >> 4 == 5 && magic[1...] == [0x2A, 0x4D, 0x18]:
      self = .zstd
    case [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]: self = .zip
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .lz4: "LZ4"
    case .zip: "zip"
    }
  }

  /// Content compressed like this, decompressed; not for zips, which hold several.
  func decompressed(_ source: any ByteSource) throws(ReadFailure) -> any ByteSource {
    if self == .gzip { return try GzipSource(source: source) }
    return try StreamSource(self, source: source)
  }
}
