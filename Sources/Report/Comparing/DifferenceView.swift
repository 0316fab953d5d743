internal import CensusModel

/// A choice of customers of a difference, with their names.
public struct DifferenceView: Sendable {
  /// The most customers, those that changed most; nil for all.
  public var customerCountMax: Int?
  /// Names by the key of the PKID, as far as they are known.
  public var names: [String: String]

  /// All customers, without names.
  public init(customerCountMax: Int? = nil, names: [String: String] = [:]) {
    self.customerCountMax = customerCountMax
    self.names = names
  }
}

extension ReportDifference {
  /// The customers with the largest changes first: by user licences where they are compared, then
  /// by all counts, then by PKID.
  package var largestFirst: [Customer] {
    let licenses = titles.first == BreakdownShape.userLicenses ? 0 : nil
    let weighed = customers.map { customer in
      (
        customer: customer,
        licenses: customer.changes.first { $0.column == licenses }.map { abs($0.step) } ?? 0,
        all: customer.changes.reduce(0) { $0 + abs($1.step) }
      )
    }
    return weighed.sorted { left, right in
      (left.licenses, left.all) == (right.licenses, right.all)
        ? left.customer.pkid.precedesExactly(right.customer.pkid)
        : (left.licenses, left.all) > (right.licenses, right.all)
    }.map(\.customer)
  }

  /// The name of a customer; nil where it is not known.
  func name(_ customer: Customer, _ view: DifferenceView) -> String? {
    view.names[customer.pkid.pkidKey]
  }

  /// Those of a view, the largest changes first.
  func customers(in view: DifferenceView) -> [Customer] {
    view.customerCountMax.map { Array(largestFirst.prefix($0)) } ?? largestFirst
  }
}
