/// How a device came to its user (AuditRules.md §2, rule 3).
public struct DeviceRelation: OptionSet, Hashable, Sendable {
  /// The bits below. On disk: never change.
  public let rawValue: UInt8
  /// A relation with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The phone names the user as its owner.
  public static let owner = DeviceRelation(rawValue: 1)
  /// The user's record names the phone.
  public static let association = DeviceRelation(rawValue: 2)
}
