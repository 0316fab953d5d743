public import CensusModel

/// A row of names: a person, a phone, a site or a record that was left out.
public struct IdentityRow: Sendable {
  /// Index into the file's customers.
  public let customer: Int
  private let rows: NameTable
  private let index: Int

  init(customer: Int, _ rows: NameTable, _ index: Int) {
    self.customer = customer
    self.rows = rows
    self.index = index
  }

  /// The name of the row.
  public var name: String { String(decoding: rows.heads.name(index), as: UTF8.self) }
  /// The records that it comes from.
  public var sources: [SourceRecord] { Array(rows.heads.sources(index)) }
  /// How many names belong to it.
  public var partCount: Int { rows.parts(of: index).count }
  /// The names that belong to it, with their records.
  public var parts: [(name: String, sources: [SourceRecord])] {
    rows.parts(of: index).map { part in
      (String(decoding: rows.parts.name(part), as: UTF8.self), Array(rows.parts.sources(part)))
    }
  }
}

/// The rows of one section of an identities file, one after the other: those of the first customer
/// first, persons and standalone devices in the order of the columnar file. One block at a time is
/// in memory.
public struct IdentityRows: Sendable {
  private let file: IdentityFile
  private let section: CustomerIdentities.Section
  private let customers: Range<Int>
  private var nextBlock = 0
  private var block = IdentityBlock()
  private var segment = 0
  private var row = 0
  /// The first row of the segment.
  private var segmentStart = 0

  /// The rows of a section.
  ///
  /// - Parameter customers: of these customers, by index.
  public init(
    _ file: IdentityFile, _ section: CustomerIdentities.Section, of customers: Range<Int>
  ) {
    self.file = file
    self.section = section
    self.customers = customers
  }

  /// The next row, or nil after the last.
  public mutating func next() throws(ColumnFileError) -> IdentityRow? {
    while true {
      while segment < block.segments.count {
        let current = block.segments[segment]
        if current.section == section, customers.contains(current.customer),
          row < segmentStart + current.rowCount
        {
          defer { row += 1 }
          return IdentityRow(customer: current.customer, block.rows, row)
        }
        segment += 1
        segmentStart += current.rowCount
        row = segmentStart
      }
      guard let number = nextBlockOfInterest() else { return nil }
      block = try file.decode(block: number)
      (segment, segmentStart, row) = (0, 0, 0)
    }
  }

  private mutating func nextBlockOfInterest() -> Int? {
    while nextBlock < file.blockCount {
      defer { nextBlock += 1 }
      let entry = file.directory.blocks[nextBlock]
      let isOfInterest =
        entry.sections >> (section.rawValue - 1) & 1 == 1
        && customers.overlaps(entry.firstCustomer..<entry.lastCustomer + 1)
      if isOfInterest { return nextBlock }
    }
    return nil
  }
}
