/// A Provider node; one report is written for each. A customer's is the nearest above.
public struct Provider: Hashable, Sendable {
  /// The node's PKID, or its own path where the dump gives none.
  public var pkid: String
  /// The node's name.
  public var name: String

  /// A provider with this PKID and name.
  public init(pkid: String, name: String) {
    self.pkid = pkid
    self.name = name
  }

  /// True if both are the same, byte for byte.
  public static func == (left: Provider, right: Provider) -> Bool {
    left.pkid.isExactly(right.pkid) && left.name.isExactly(right.name)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(exactly: pkid)
    hasher.combine(exactly: name)
  }
}
