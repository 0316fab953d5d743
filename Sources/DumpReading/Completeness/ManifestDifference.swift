/// Where a dump is not what its manifest says.
public struct ManifestDifference: Equatable, Sendable, CustomStringConvertible {
  /// The difference.
  public enum Kind: Equatable, Sendable {
    /// The file is in the manifest and not in the dump, or was not read, being hidden.
    case missing
    /// The file is in the dump and not in the manifest.
    case unlisted
    /// Bytes as stored.
    case size(found: Int, expected: Int)
    /// The digest of the bytes as stored.
    case sha256(found: String, expected: String)
    /// Records in the file, malformed ones included.
    case records(found: Int, expected: Int)
  }

  /// The file, as the manifest or the user calls it.
  public var file: String
  /// The difference.
  public var kind: Kind

  /// One line for the user.
  public var description: String {
    switch kind {
    case .missing: "\(file) is in the manifest and not in the dump"
    case .unlisted: "\(file) is not in the manifest"
    case .size(let found, let expected): "\(file): \(found) bytes, \(expected) in the manifest"
    case .sha256(let found, let expected):
      "\(file): SHA-256 \(found), \(expected) in the manifest"
    case .records(let found, let expected):
      "\(file): \(found) records read, \(expected) in the manifest"
    }
  }
}
