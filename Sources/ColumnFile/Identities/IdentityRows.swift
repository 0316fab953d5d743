public import CensusModel

/// A row of names: a person, a phone, a site or a record that was left out.
public struct IdentityRow: Sendable {
  /// Index into the file's customers.
  public let customer: Int
  /// One reference for all rows of a block: a copy of the table for each would count references to
  /// all of its arrays.
  private let block: NamedRows
  private var rows: NameTable { _read { yield block.table } }
  private let index: Int

  init(customer: Int, _ block: NamedRows, _ index: Int) {
    self.customer = customer
    self.block = block
    self.index = index
  }

  /// True if the row has this name, which is folded.
  public func isNamed(_ name: [UInt8]) -> Bool { Folding.isKey(rows.heads.name(index), name) }

  /// True if a name of these bytes, folded, belongs to it.
  public func hasPart(named name: [UInt8]) -> Bool {
    rows.parts(of: index).contains { Folding.isKey(rows.parts.name($0), name) }
  }

  /// The name, folded: as the audit compares it.
  public var key: [UInt8] { rows.heads.name(index).map(Folding.lowercase) }

  /// The first of the records that it comes from.
  public var firstSource: SourceRecord? { rows.heads.sources(index).first }

  /// The name of the row, as the dump writes it.
  public var name: String { String(decoding: rows.heads.name(index), as: UTF8.self) }
  /// The records that it comes from.
  public var sources: [SourceRecord] { Array(rows.heads.sources(index)) }
  /// How many names belong to it.
  public var partCount: Int { rows.parts(of: index).count }
  /// Of a person: how each device came to them.
  public var relations: [DeviceRelation] { Array(rows.relations[rows.parts(of: index)]) }
  /// The names that belong to it, as the dump writes them, with their records.
  public var parts: [(name: String, sources: [SourceRecord])] {
    rows.parts(of: index).map { part in
      (String(decoding: rows.parts.name(part), as: UTF8.self), Array(rows.parts.sources(part)))
    }
  }
}

/// The names of a block that rows refer to.
final class NamedRows: Sendable {
  let table: NameTable

  init(_ table: NameTable) { self.table = table }
}

/// The rows of one section of an identities file, one after the other: those of the first customer
/// first, persons and standalone devices in the order of the columnar file. One block at a time is
/// in memory.
public struct IdentityRows: Sendable {
  private let file: IdentityFile
  private let section: CustomerIdentities.Section
  private let customers: Range<Int>
  private var nextBlock = 0
  private var segments: [IdentityBlock.Segment] = []
  private var names = NamedRows(NameTable())
  private var segment = 0
  private var row = 0
  /// The first row of the segment.
  private var segmentStart = 0

  /// The rows of a section.
  ///
  /// - Parameters:
  ///   - file: the identities.
  ///   - section: the kind of rows.
  ///   - customers: of these customers, by index.
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
      while segment < segments.count {
        let current = segments[segment]
        if current.section == section, customers.contains(current.customer),
          row < segmentStart + current.rowCount
        {
          defer { row += 1 }
          return IdentityRow(customer: current.customer, names, row)
        }
        segment += 1
        segmentStart += current.rowCount
        row = segmentStart
      }
      guard let number = nextBlockOfInterest() else { return nil }
      let block = try file.decode(block: number)
      (segments, names) = (block.segments, NamedRows(block.rows))
      (segment, segmentStart, row) = (0, 0, 0)
    }
  }

  private mutating func nextBlockOfInterest() -> Int? {
    while nextBlock < file.blockCount {
      defer { nextBlock += 1 }
      let entry = file.directory.blocks[nextBlock]
      let isOfInterest =
        entry.sections & section.bit != 0
        && customers.overlaps(entry.firstCustomer..<entry.lastCustomer + 1)
      if isOfInterest { return nextBlock }
    }
    return nil
  }
}
