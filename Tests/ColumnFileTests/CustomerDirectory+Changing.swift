@testable import ColumnFile

extension CustomerDirectory {
  /// A customer with their Sites.
  struct Customer {
    var entry: CustomerEntry
    var sites: [UInt64]
  }

  /// Other customers, for files that no writer would make.
  mutating func change(_ body: (inout [Customer]) -> Void) {
    var customers = indices.map { Customer(entry: self[$0], sites: sites(of: $0)) }
    body(&customers)
    self = CustomerDirectory()
    for customer in customers { append(customer.entry, sites: customer.sites) }
  }
}
