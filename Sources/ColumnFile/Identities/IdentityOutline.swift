public import CensusModel

/// Which rows the blocks of some customers hold, and which of the blocks may hold some names: found
/// in the bytes of blocks, several at once, before any row is read.
public struct IdentityOutline: Sendable {
  /// Rows of one section of one customer that follow each other in a block.
  struct Segment: Sendable {
    var customer: Int
    var section: CustomerIdentities.Section
    /// Index of the first row in the block.
    var start: Int
    /// Index of the first row among those of the customer and the section.
    var first: Int
    var rowCount: Int
  }

  struct Block: Sendable {
    var number: Int
    var segments: [Segment]
    /// False where none of the names is in the block.
    var mayHold: Bool
  }

  /// With all segments of the customers, in order.
  let blocks: [Block]
  /// More names than this are not looked for: every block may hold one of them. A tuning constant.
  private static let nameCountMax = 16

  /// Looks through the blocks of some customers.
  ///
  /// - Parameters:
  ///   - file: the identities.
  ///   - customers: by index, ascending; `aboveEveryCustomer` is one, too.
  ///   - names: names of rows or of what belongs to them, folded; nil where every block is of
  ///     interest.
  ///   - threads: how many blocks are read at once.
  /// - Throws: of several failures that of the first block.
  public init(
    _ file: IdentityFile, customers: [Int], names: [[UInt8]]? = nil, threads: Int
  ) throws(ColumnFileError) {
    // And one for records above every customer.
    var isWanted = [Bool](repeating: false, count: file.customers.count + 1)
    for customer in customers { isWanted[customer] = true }
    let numbers = file.directory.blocks.indices.filter { number in
      let entry = file.directory.blocks[number]
      return isWanted[entry.firstCustomer...entry.lastCustomer].contains(true)
    }
    let names = names.flatMap { $0.count > Self.nameCountMax ? nil : $0 }
    let found = Parallel.map(count: numbers.count, threads: threads) { index in
      Result { () throws(ColumnFileError) in
        let number = numbers[index]
        let raw = try file.raw(block: number)
        return (
          segments: try file.segments(ofBlock: number, raw),
          mayHold: names.map { $0.contains { ByteSearch.occurs($0, in: raw) } } ?? true
        )
      }
    }
    var blocks: [Block] = []
    blocks.reserveCapacity(numbers.count)
    var last: (customer: Int, section: CustomerIdentities.Section, rowCount: Int)?
    for (number, result) in zip(numbers, found) {
      let (segments, mayHold) = try result.get()
      var block = Block(number: number, segments: [], mayHold: mayHold)
      var start = 0
      for segment in segments {
        let known = last.map { $0.customer == segment.customer && $0.section == segment.section }
        let first = known == true ? last?.rowCount ?? 0 : 0
        if isWanted[segment.customer] {
          block.segments.append(
            Segment(
              customer: segment.customer, section: segment.section, start: start, first: first,
              rowCount: segment.rowCount))
        }
        last = (segment.customer, segment.section, first + segment.rowCount)
        start += segment.rowCount
      }
      blocks.append(block)
    }
    self.blocks = blocks
  }

  /// The customers with rows of a section in blocks that may hold what was looked for, ascending.
  public func customers(with section: CustomerIdentities.Section) -> [Int] {
    var customers: [Int] = []
    for block in blocks where block.mayHold {
      for segment in block.segments
      where segment.section == section && segment.customer != customers.last {
        customers.append(segment.customer)
      }
    }
    return customers
  }
}
