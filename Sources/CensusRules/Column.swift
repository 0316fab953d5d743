public import CensusModel

/// One column of the report: its title, and what is in it (AuditRules.md §1).
public struct Column: Equatable, Sendable {
  /// The contents of a column.
  public enum Kind: Equatable, Sendable {
    /// The PKID of the customer: the key of the row, and always the first column.
    case customerPKID
    /// How many persons fulfil the condition. No person is counted in two exclusive columns, and
    /// only UCM users are counted in any.
    case persons(Expression, isExclusive: Bool)
    /// The number of phones of this class without an owner.
    case standaloneDevices(DeviceClass)
    /// `Y` or `N`: one setting of the customer.
    case setting(CustomerSettings)
    /// How many phone-server phones are at site level.
    case phoneServerPhones
    /// How many nodes of type Site the customer has.
    case sites
  }

  /// The title, as the report shows it.
  public let title: String
  /// The contents of the column.
  public let kind: Kind

  /// The condition of a column that counts persons; nil for any other.
  public var condition: Expression? {
    guard case .persons(let condition, _) = kind else { return nil }
    return condition
  }

  /// True if this column counts persons whom no other exclusive column counts.
  public var isExclusive: Bool {
    guard case .persons(_, let isExclusive) = kind else { return false }
    return isExclusive
  }
}
