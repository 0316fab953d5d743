internal import CensusModel
internal import Sealing

/// Rows of names of one or more customers: the unit of storage and of checking.
struct IdentityBlock: Equatable, Sendable {
  /// Rows of one section of one customer that follow each other.
  struct Segment: Equatable, Sendable {
    /// Index into the file's customers.
    var customer: Int
    var section: CustomerIdentities.Section
    var rowCount: Int
  }

  var segments: [Segment] = []
  var rows = NameTable()

  /// Bit *n*: there are rows of the section whose raw value is *n* + 1.
  var sections: UInt16 { segments.reduce(0) { $0 | $1.section.bit } }

  /// Bytes of the names and records so far, about.
  var byteCount: Int {
    rows.heads.bytes.count + rows.parts.bytes.count + 3 * rows.count + 3 * rows.parts.count
      + 10 * (rows.heads.sources.count + rows.parts.sources.count)
  }

  /// Adds a row.
  mutating func append(
    _ row: Int, of table: NameTable, customer: Int, _ section: CustomerIdentities.Section
  ) {
    if segments.last?.customer != customer || segments.last?.section != section {
      segments.append(Segment(customer: customer, section: section, rowCount: 0))
    }
    segments[segments.count - 1].rowCount += 1
    rows.append(row, of: table)
  }

  // MARK: Bytes

  /// The block as it is before compression: column by column, so that similar bytes are together.
  func serialized() -> [UInt8] {
    var sink = ByteSink()
    sink.varint(segments.count)
    var previous = 0
    for segment in segments {
      sink.varint(segment.customer - previous)
      sink.u8(segment.section.rawValue)
      sink.varint(segment.rowCount)
      previous = segment.customer
    }
    for row in 0..<rows.count { sink.varint(rows.parts(of: row).count) }
    for list in [rows.heads, rows.parts] {
      for index in 0..<list.count { sink.varint(list.name(index).count) }
      for index in 0..<list.count { sink.varint(list.sources(index).count) }
      for source in list.sources { sink.u8(source.model) }
      for source in list.sources { sink.varint(Int(source.file)) }
      for source in list.sources { sink.varint(Int(source.place)) }
      for source in list.sources { sink.varint(Int(source.line)) }
      for source in list.sources { sink.varint(source.column) }
      sink.bytes.append(contentsOf: list.bytes)
    }
    for relation in rows.relations { sink.u8(relation.rawValue) }
    return sink.bytes
  }

  /// The rows that may be in a block of a file.
  struct Bounds {
    var customerCount: Int
    var modelCount: Int
    var fileCount: Int
    var placeCount: Int
  }

  init() {}

  init(parsing cursor: inout ByteCursor, _ bounds: Bounds) throws(ByteCursor.Refusal) {
    let rowCount = try parseSegments(&cursor, bounds)
    var partCounts: [Int] = []
    partCounts.reserveCapacity(rowCount)
    var partCount = 0
    for _ in 0..<rowCount {
      partCounts.append(try cursor.varint(max: cursor.remaining))
      partCount += partCounts[partCounts.count - 1]
      guard partCount <= cursor.remaining else { throw cursor.refusal("more names than bytes") }
    }
    let heads = try NameListParser(&cursor, count: rowCount, bounds)
    let parts = try NameListParser(&cursor, count: partCount, bounds)
    let relations = try unsafe cursor.take(partCount).map(DeviceRelation.init)
    try cursor.finish()
    rows = NameTable(
      heads: heads.list, parts: parts.list, partCounts: partCounts, relations: relations)
    guard haveRelationsOfPersons else {
      throw cursor.refusal("a device that came in no way, or a part that is not a device")
    }
  }

  /// True if parts of persons, and no others, came in a way that is known.
  private var haveRelationsOfPersons: Bool {
    let known: ClosedRange<UInt8> = 1...DeviceRelation([.owner, .association]).rawValue
    var row = 0
    for segment in segments {
      let parts = rows.parts(ofRows: row..<row + segment.rowCount)
      row += segment.rowCount
      let isPerson = segment.section == .persons
      for relation in rows.relations[parts]
      where isPerson ? !known.contains(relation.rawValue) : relation != [] { return false }
    }
    return true
  }

  /// The segments alone; the rows stay unread.
  init(parsingSegments cursor: inout ByteCursor, _ bounds: Bounds) throws(ByteCursor.Refusal) {
    _ = try parseSegments(&cursor, bounds)
  }

  private mutating func parseSegments(
    _ cursor: inout ByteCursor, _ bounds: Bounds
  ) throws(ByteCursor.Refusal) -> Int {
    let segmentCount = try cursor.count(ofAtLeast: 3)
    guard segmentCount > 0 else { throw cursor.refusal("a block without rows") }
    segments.reserveCapacity(segmentCount)
    var rowCount = 0
    for _ in 0..<segmentCount {
      let customer =
        (segments.last?.customer ?? 0) + (try cursor.varint(max: bounds.customerCount))
      guard customer <= bounds.customerCount,
        let section = CustomerIdentities.Section(rawValue: try cursor.u8()),
        (section == .aboveEveryCustomer) == (customer == bounds.customerCount),
        segments.last.map({ ($0.customer, $0.section.rawValue) < (customer, section.rawValue) })
          ?? true
      else { throw cursor.refusal("a segment of what is none, or out of order") }
      let count = try cursor.varint(max: cursor.remaining)
      rowCount += count
      guard count > 0, rowCount <= cursor.remaining else {
        throw cursor.refusal("a segment of no rows, or of more than the block can hold")
      }
      segments.append(Segment(customer: customer, section: section, rowCount: count))
    }
    return rowCount
  }
}

extension CustomerIdentities.Section {
  /// The bit by which a directory says that a block has such rows.
  var bit: UInt16 { 1 << UInt16(rawValue - 1) }
}
