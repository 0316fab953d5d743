/// A file in a zip as the central directory describes it (APPNOTE 4.3.12).
struct ZipEntry: Equatable, Sendable {
  /// As it is spelled in the zip; `/` separates folders.
  var name: [UInt8]
  var flags: Int
  var method: Int
  var checksum: UInt32
  var packedByteCount: Int
  var byteCount: Int
  /// Where the local header begins.
  var headerOffset: Int
  /// The type and permissions of a Unix file; 0 where it is not known.
  var mode: UInt32

  var isEncrypted: Bool { flags & 1 != 0 }
  /// The sizes and the checksum follow the content.
  var hasDescriptor: Bool { flags & 8 != 0 }
  /// A folder has no content.
  var isFolder: Bool { name.last == UInt8(ascii: "/") && byteCount == 0 }

  /// The reason that keeps it from being read; nil for a file of a known method.
  var special: RefusedFile.Kind? {
    switch mode & 0o170000 {
    case 0o120000: return .symbolicLink
    case 0o020000: return .characterDevice
    case 0o060000: return .blockDevice
    case 0o010000: return .pipe
    default: break
    }
    if isEncrypted { return .encrypted }
    return Method(rawValue: method) == nil ? .zipMethod(Self.methodName(method)) : nil
  }

  /// The compressions that are read (APPNOTE 4.4.5).
  enum Method: Int {
    case stored = 0
    case deflate = 8
    case bzip2 = 12
    case zstd = 93
    case xz = 95
  }

  private static func methodName(_ method: Int) -> String {
    switch method {
    case 9: "Deflate64"
    case 14: "LZMA"
    case 98: "PPMd"
    default: "number \(method)"
    }
  }
}
