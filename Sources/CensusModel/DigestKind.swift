/// The kind of digest that an input has (AuditRules.md §3). The raw value is its key in JSON.
public enum DigestKind: String, CaseIterable, Sendable {
  /// SHA-256 of all bytes.
  case sha256
  /// SHA-256 tree hash with leaves of 1 MiB.
  case sha256Tree

  /// Bytes of a leaf.
  public static let leafByteCount = 1 << 20

  /// The kind for an input of this length.
  public init(inputByteCount: Int) {
    self = inputByteCount > Self.leafByteCount ? .sha256Tree : .sha256
  }
}
