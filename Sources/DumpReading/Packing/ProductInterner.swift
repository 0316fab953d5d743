internal import CensusModel

/// Finds the index that a batch gives a product and a class, by the bytes in which they are written:
/// they are folded only once.
struct ProductInterner {
  private var products = ByteInterner()
  private var classes = ByteInterner()
  /// By class, then product; -1 where the two have not yet been met together.
  private var indexes: [[Int]] = []

  mutating func index(
    of product: UnsafeRawBufferPointer, _ recordClass: UnsafeRawBufferPointer,
    in batch: RecordBatch
  ) -> Int {
    let row = classes.index(of: recordClass)
    let column = products.index(of: product)
    if row < indexes.count, column < indexes[row].count, indexes[row][column] >= 0 {
      return indexes[row][column]
    }
    let pair = ProductClass(
      product: Folding.product(String(decoding: product, as: UTF8.self)),
      recordClass: Folding.product(String(decoding: recordClass, as: UTF8.self)))
    if row == indexes.count { indexes.append([]) }
    indexes[row] += repeatElement(-1, count: max(0, products.count - indexes[row].count))
    indexes[row][column] = batch.index(of: pair)
    return indexes[row][column]
  }
}
