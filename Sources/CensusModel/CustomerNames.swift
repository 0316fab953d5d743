/// The names of the nearest nodes above a customer, for the detailed report; the customer's own
/// node included, an absent one empty (AuditRules.md §3).
public struct CustomerNames: Hashable, Sendable {
  /// The name of the nearest Provider.
  public var provider: String
  /// The name of the nearest Reseller.
  public var reseller: String
  /// The name of the customer's own node.
  public var customer: String

  /// These names.
  public init(provider: String, reseller: String, customer: String) {
    self.provider = provider
    self.reseller = reseller
    self.customer = customer
  }
}
