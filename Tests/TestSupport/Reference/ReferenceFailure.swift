/// The reason for a missing report.
public enum ReferenceFailure: Error, Sendable {
  /// A record breaks Inputs.md.
  case malformed(String)
  /// No node of type Provider.
  case noProvider
  /// No node of type Customer.
  case noCustomer
  /// A customer that has no provider above it: no report could show it.
  case customerWithoutProvider(String)
  /// A platform fact that may not be written (AuditRules.md §1), by its key.
  case refusedFact(String)

  /// The kind without its particulars, for comparisons.
  public var kind: String {
    switch self {
    case .malformed: "malformed"
    case .noProvider: "noProvider"
    case .noCustomer: "noCustomer"
    case .customerWithoutProvider: "customerWithoutProvider"
    case .refusedFact: "refusedFact"
    }
  }
}
