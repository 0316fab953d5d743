internal import CNettle
internal import CensusModel

/// SHA-256, as 32 bytes or 64 lower-case hexadecimal digits.
public struct FileDigest {
  private var state = sha256_ctx()

  /// The digest of nothing yet.
  public init() { unsafe nettle_sha256_init(&state) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe nettle_sha256_update(&state, bytes.count, bytes.baseAddress)
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  /// The digest of all bytes so far.
  public func hexadecimal() -> String { bytes().hexadecimal }

  /// The digest of all bytes so far, as 32 bytes.
  public func bytes() -> [UInt8] {
    var state = state
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    unsafe nettle_sha256_digest(&state, digest.count, &digest)
    return digest
  }

  /// The digest of bytes in memory.
  public static func hexadecimal(of bytes: [UInt8]) -> String { hexadecimal(ofPieces: [bytes]) }

  /// The digest of bytes that follow one another.
  public static func hexadecimal(ofPieces pieces: [[UInt8]]) -> String {
    var digest = FileDigest()
    for piece in pieces { digest.update(piece) }
    return digest.hexadecimal()
  }

  /// The digest of a file, read in pieces.
  ///
  /// - Throws: as `FileReading.bytes(of:)`, but for no size.
  public static func hexadecimal(
    ofFile path: String, fileSystem: FileSystem = .live
  ) throws(FileError) -> String {
    var digest = FileDigest()
    try unsafe FileReading.forEachChunk(of: path, fileSystem: fileSystem) {
      chunk throws(FileError) in
      unsafe digest.update(chunk)
    }
    return digest.hexadecimal()
  }
}
