/// A compression of one content, recognised by its first bytes.
enum Compression: CaseIterable, Sendable {
  case gzip
  case zstd
  case lz4
  case bzip2
  case xz

  /// The number of bytes that `init(magic:)` looks at.
  static let magicByteCount = 6

  /// nil for content that is not compressed.
  init?(magic: some Collection<UInt8>) {
    let magic = Array(magic.prefix(Self.magicByteCount))
    switch magic {
    case _ where magic.starts(with: [0x1F, 0x8B]): self = .gzip
    case _ where magic.starts(with: [0x28, 0xB5, 0x2F, 0xFD]): self = .zstd
    case _ where magic.starts(with: [0x04, 0x22, 0x4D, 0x18]): self = .lz4
    // A skippable frame, which both know: zstd's tools are the ones that write it in front.
    case _ where magic.count >= 4 && magic[0] >> 4 == 5 && magic[1...3] == [0x2A, 0x4D, 0x18]:
      self = .zstd
    case _ where magic.count >= 4 && magic.starts(with: "BZh".utf8) && 0x31...0x39 ~= magic[3]:
      self = .bzip2
    case [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]: self = .xz
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .lz4: "LZ4"
    case .bzip2: "bzip2"
    case .xz: "xz"
    }
  }

  /// The decompressed content of a source, bounded by `ExpansionGuard`.
  func decompressed(_ source: any ByteSource) throws(ReadFailure) -> any ByteSource {
    let input = CountingSource(source)
    let output: any ByteSource =
      self == .gzip ? try GzipSource(source: input) : try StreamSource(self, source: input)
    return ExpansionGuard(output, of: input, name: name)
  }
}
