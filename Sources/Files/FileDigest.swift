internal import CensusModel
internal import Crypto

/// SHA-256, as 64 lower-case hexadecimal digits.
public struct FileDigest {
  private var state = SHA256()

  /// The digest of nothing yet.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    state.update(bufferPointer: bytes)
  }

  /// The digest of all bytes so far.
  public func hexadecimal() -> String { state.finalize().hexadecimal }

  /// The digest of bytes in memory.
  public static func hexadecimal(of bytes: [UInt8]) -> String { hexadecimal(ofPieces: [bytes]) }

  /// The digest of bytes that follow one another.
  public static func hexadecimal(ofPieces pieces: [[UInt8]]) -> String {
    var digest = FileDigest()
    for piece in pieces { piece.withUnsafeBytes { digest.update($0) } }
    return digest.hexadecimal()
  }

  /// The digest of a file, read in pieces.
  ///
  /// - Throws: as `FileReading.bytes(of:)`, but for no size.
  public static func hexadecimal(
    ofFile path: String, fileSystem: FileSystem = .live
  ) throws(FileError) -> String {
    var digest = FileDigest()
    try FileReading.forEachChunk(of: path, fileSystem: fileSystem) { chunk throws(FileError) in
      digest.update(chunk)
    }
    return digest.hexadecimal()
  }
}
