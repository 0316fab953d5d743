/// Formats that are not dumps and that are recognised so that a message can name them.
enum FileFormat {
  private static let magics: [(bytes: [UInt8], name: String)] = [
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip"),
    (Array("Rar!".utf8), "RAR"),
    ([0x1F, 0x9D], "compress (.Z)"),
    ([0x1F, 0xA0], "compress (.Z)"),
    (Array("LZIP".utf8), "lzip"),
    ([0x5D, 0x00, 0x00], "LZMA"),
    ([0x89, 0x4C, 0x5A, 0x4F], "lzop"),
    ([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50], "Snappy"),
    (Array("MSCF".utf8), "cabinet (CAB)"),
    (Array("!<arch>".utf8), "ar"),
    (Array("070707".utf8), "cpio"),
    (Array("070701".utf8), "cpio"),
    (Array("PK\u{7}\u{8}".utf8), "multi-part zip"),
    (Array("%PDF".utf8), "PDF"),
    ([0xD0, 0xCF, 0x11, 0xE0], "Microsoft Office"),
    (Array("PAR1".utf8), "Parquet"),
    (Array("ORC".utf8), "ORC"),
    (Array("Obj\u{1}".utf8), "Avro"),
    (Array("SQLite format 3\0".utf8), "SQLite"),
    ([0x7F, 0x45, 0x4C, 0x46], "ELF"),
    ([0x89, 0x50, 0x4E, 0x47], "PNG"),
    ([0xFF, 0xD8, 0xFF], "JPEG"),
    ([0x00, 0x05, 0x16, 0x07], "AppleDouble (macOS metadata)"),
    (Array("Salted__".utf8), "OpenSSL encrypted"),
    (Array("age-encryption.org".utf8), "age encrypted"),
    (Array("-----BEGIN PGP MESSAGE".utf8), "PGP encrypted"),
    (Array("version https://git-lfs".utf8), "Git LFS pointer"),
    ([0x1E, 0x7B], "JSON text sequence (RFC 7464)"),
    ([0x1E, 0x0A, 0x7B], "JSON text sequence (RFC 7464)"),
  ]

  /// How columnar files begin.
  static let columnarFile: [UInt8] = [0x89, 0x55, 0x43, 0x4F, 0x4C, 0x0D, 0x0A, 0x1A]

  /// The name of the format that content begins with; nil where none is known.
  static func name(of head: [UInt8]) -> String? {
    magics.first { head.starts(with: $0.bytes) }?.name
  }
}
