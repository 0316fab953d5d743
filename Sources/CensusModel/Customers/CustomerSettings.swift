/// The settings of a customer that the report repeats (AuditRules.md §1, columns 24 and 25).
public struct CustomerSettings: OptionSet, Hashable, Sendable {
  /// Bit 0 public sector, bit 1 inactive billing. On disk: never change.
  public let rawValue: UInt8
  /// Settings with these bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The customer belongs to the public sector.
  public static let publicSector = CustomerSettings(rawValue: 1)
  /// The customer's billing is inactive. It informs; it never changes a count.
  public static let inactiveBilling = CustomerSettings(rawValue: 2)
}
