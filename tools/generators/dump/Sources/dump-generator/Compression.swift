/// How files are compressed: by a program that reads standard input. None of them writes a date or
/// a name, so that the same records give the same bytes with the same version of the program.
enum Compression: String, CaseIterable {
  case none, gzip, zstd, lz4

  var program: String? {
    switch self {
    case .none: nil
    case .gzip: "gzip -n -c"
    case .zstd: "zstd -q -c"
    case .lz4: "lz4 -q -c"
    }
  }

  var suffix: String {
    switch self {
    case .none: ""
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .lz4: ".lz4"
    }
  }
}
