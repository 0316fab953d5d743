/// Which groups hold a customer, without decoding any: customers have their rows in the order of the
/// directory, and so have groups.
extension ColumnFile {
  /// The groups that hold persons of some customers, by index.
  public func groups(withPersonsOf customers: Range<Int>) -> Range<Int> {
    groups(
      holding: rows(before: customers.lowerBound, of: 0)..<rows(before: customers.upperBound, of: 0)
    ) { $0.personCount }
  }

  /// The groups that hold standalone devices of some customers, by index.
  public func groups(withStandaloneDevicesOf customers: Range<Int>) -> Range<Int> {
    groups(
      holding: rows(before: customers.lowerBound, of: 2)..<rows(before: customers.upperBound, of: 2)
    ) { $0.standaloneCount }
  }

  /// How many rows earlier customers have.
  ///
  /// - Parameter size: which of `CustomerEntry.sizes`.
  private func rows(before customer: Int, of size: Int) -> Int {
    if customer == customers.count, let sizes = customers.sizes { return sizes[size] }
    return (0..<customer).reduce(0) { $0 + customers.sizes(of: $1)[size] }
  }

  private func groups(holding rows: Range<Int>, _ count: (GroupEntry) -> Int) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    var first = 0
    var passed = 0
    while first < groupCount, passed + count(footer.groups[first]) <= rows.lowerBound {
      passed += count(footer.groups[first])
      first += 1
    }
    var end = first
    while end < groupCount, passed < rows.upperBound {
      passed += count(footer.groups[end])
      end += 1
    }
    return first..<end
  }
}
