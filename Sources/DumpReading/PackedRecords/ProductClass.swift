internal import CensusModel

/// The input for a phone's class: its product (or, if that is empty, its model) and its class, both
/// folded by `Folding.product`; an absent class is empty.
///
/// Pairs are equal if their bytes are.
public struct ProductClass: Hashable, Sendable {
  /// The folded product, or model if that is empty.
  public var product: String
  /// The folded class.
  public var recordClass: String

  /// The pair that a phone record states.
  public init(product: String, recordClass: String) {
    self.product = product
    self.recordClass = recordClass
  }

  /// Same bytes.
  public static func == (left: ProductClass, right: ProductClass) -> Bool {
    left.product.isExactly(right.product)
      && left.recordClass.isExactly(right.recordClass)
  }

  /// The bytes of both.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(exactly: product)
    hasher.combine(exactly: recordClass)
  }
}
