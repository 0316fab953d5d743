internal import CensusModel
internal import DumpReading

/// The products and classes of all batches, in order, and the device types they make.
struct DeviceTypeTable: Sendable {
  /// By batch and product index: the rank of the pair (product, class) in byte order, so that the
  /// smaller rank decides between two phones of one name (AuditRules.md §2, rule 7).
  let ranks: [[UInt32]]
  /// By rank: index into `types`.
  let typeOfRank: [UInt16]
  /// `otherClass` if there is one, then the products in byte order.
  let types: [DeviceType]

  /// The most that an index of 16 bits can number, one value being kept free.
  static let typeCountMax = 65_535

  /// The types of all phones in the batches.
  init(batches: [RecordBatch]) throws(InventoryError) {
    let pairsOfBatch = batches.map { $0.products.map(ExactPair.init) }
    let pairs = Set(pairsOfBatch.joined()).sorted()
    let rankOfPair = Dictionary(
      uniqueKeysWithValues: pairs.enumerated().map { ($0.element, UInt32($0.offset)) })
    ranks = pairsOfBatch.map { $0.map { rankOfPair[$0] ?? 0 } }

    let products = Set(pairs.filter(\.isPhone).map(\.product)).sorted()
    let hasOther = pairs.contains { !$0.isPhone }
    let count = products.count + (hasOther ? 1 : 0)
    guard count <= Self.typeCountMax else {
      throw .tooManyDeviceTypes(count: count, limit: Self.typeCountMax)
    }
    types = (hasOther ? [.otherClass] : []) + products.map { .product($0.string) }
    let firstProduct = hasOther ? 1 : 0
    let typeOfProduct = Dictionary(
      uniqueKeysWithValues: products.enumerated().map { ($0.element, $0.offset + firstProduct) })
    typeOfRank = pairs.map { UInt16($0.isPhone ? typeOfProduct[$0.product] ?? 0 : 0) }
  }
}

/// A product and class, compared by their bytes: product first.
private struct ExactPair: Hashable, Comparable {
  let product: ExactText
  let recordClass: ExactText

  init(_ pair: ProductClass) {
    product = ExactText(pair.product)
    recordClass = ExactText(pair.recordClass)
  }

  /// True if the product decides (AuditRules.md §2, rule 1): the class is absent or `Phone`, folded.
  var isPhone: Bool { recordClass.string.isEmpty || recordClass == ExactText("phone") }

  static func < (left: ExactPair, right: ExactPair) -> Bool {
    left.product == right.product
      ? left.recordClass < right.recordClass : left.product < right.product
  }
}
