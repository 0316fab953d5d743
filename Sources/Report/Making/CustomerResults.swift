public import CensusModel

/// The customers of a report, made when they are asked for: there can be a hundred thousand.
public struct CustomerResults: RandomAccessCollection, Sendable {
  /// The index after the last customer.
  public let endIndex: Int
  private let result: @Sendable (Int) -> CustomerResult

  /// So many customers, by index.
  public init(count: Int, _ result: @escaping @Sendable (Int) -> CustomerResult) {
    endIndex = count
    self.result = result
  }

  /// These customers.
  public init(_ results: [CustomerResult]) { self.init(count: results.count) { results[$0] } }

  /// The first customer.
  public var startIndex: Int { 0 }

  /// A customer.
  public subscript(index: Int) -> CustomerResult {
    precondition(indices.contains(index), "no such customer")
    return result(index)
  }
}
