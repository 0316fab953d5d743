internal import CensusModel

/// Finds the index that a batch gives a product and a class, by the bytes in which they are written:
/// they are folded only once.
struct ProductInterner {
  private var products = ByteInterner()
  private var classes = ByteInterner()
  /// By class, then product; -1 where the two have not yet been met together.
  private var indexes: [[Int]] = []
  /// Those of further classes, by both numbers: a table of rows would grow with their product.
  private var furtherIndexes: [Pair: Int] = [:]

  private struct Pair: Hashable {
    var row: Int
    var column: Int
  }

  /// Classes with a row of their own. A tuning constant: dumps have three or four.
  private static let rowCountMax = 16

  mutating func index(
    of product: UnsafeRawBufferPointer, _ recordClass: UnsafeRawBufferPointer,
    in batch: RecordBatch
  ) -> Int {
    let (classCount, productCount) = (classes.count, products.count)
    let row = unsafe classes.index(of: recordClass)
    let column = unsafe products.index(of: product)
    if row < indexes.count, column < indexes[row].count, indexes[row][column] >= 0 {
      return indexes[row][column]
    }
    if row >= Self.rowCountMax, let known = furtherIndexes[Pair(row: row, column: column)] {
      return known
    }
    // Many ways to write one product are one product, and yet kept.
    if row == classCount { unsafe batch.spill?.keep(recordClass, .writtenClass) }
    if column == productCount { unsafe batch.spill?.keep(product, .writtenProduct) }
    let spelling = unsafe String(decoding: product, as: UTF8.self)
    let pair = unsafe ProductClass(
      product: Folding.product(spelling),
      recordClass: Folding.product(String(decoding: recordClass, as: UTF8.self)))
    if row >= Self.rowCountMax {
      let index = batch.index(of: pair, writtenAs: spelling)
      furtherIndexes[Pair(row: row, column: column)] = index
      return index
    }
    if row == indexes.count { indexes.append([]) }
    indexes[row] += repeatElement(-1, count: max(0, products.count - indexes[row].count))
    indexes[row][column] = batch.index(of: pair, writtenAs: spelling)
    return indexes[row][column]
  }
}
