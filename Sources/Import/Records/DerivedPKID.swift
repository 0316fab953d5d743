internal import Files

/// PKIDs made of names: the same names have the same PKID every month.
enum DerivedPKID {
  /// The bytes before the names of a kind of record.
  static func prefix(_ kind: String) -> [UInt8] { Array("ucensus\0\(kind)\0".utf8) }

  /// The PKID of a prefix with its names: 24 hexadecimal digits of their SHA-256.
  static func hexadecimal(of bytes: [UInt8]) -> String {
    String(FileDigest.hexadecimal(of: bytes).prefix(24))
  }
}
