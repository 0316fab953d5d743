internal import CensusModel

/// The bytes of a customer's identities, in memory or in a file: column by column, numbers in seven
/// bits a byte. They never leave the process.
enum IdentityCoding {
  static func bytes(of identities: CustomerIdentities) -> [UInt8] {
    var sink = NumberSink()
    for section in CustomerIdentities.Section.ofCustomers {
      append(identities[section], to: &sink)
    }
    return sink.bytes
  }

  /// - Parameter bytes: what `bytes(of:)` made; the path is none.
  static func identities(_ bytes: UnsafeRawBufferPointer) -> CustomerIdentities {
    var cursor = unsafe NumberCursor(bytes)
    var identities = CustomerIdentities(path: "")
    for section in CustomerIdentities.Section.ofCustomers {
      identities[section] = table(&cursor)
    }
    return identities
  }

  private static func append(_ table: NameTable, to sink: inout NumberSink) {
    sink.number(table.count)
    if table.count == 0 { return }
    for row in 0..<table.count { sink.number(table.parts(of: row).count) }
    sink.number(table.parts.count)
    append(table.heads, to: &sink)
    append(table.parts, to: &sink)
    for relation in table.relations { sink.byte(relation.rawValue) }
  }

  private static func table(_ cursor: inout NumberCursor) -> NameTable {
    let count = cursor.number()
    if count == 0 { return NameTable() }
    let partCounts = (0..<count).map { _ in cursor.number() }
    let partCount = cursor.number()
    let heads = list(&cursor, count: count)
    let parts = list(&cursor, count: partCount)
    let relations = (0..<partCount).map { _ in DeviceRelation(rawValue: cursor.byte()) }
    return NameTable(heads: heads, parts: parts, partCounts: partCounts, relations: relations)
  }

  private static func append(_ list: NameList, to sink: inout NumberSink) {
    list.forEachLength { byteCount, sourceCount in
      sink.number(byteCount)
      sink.number(sourceCount)
    }
    for source in list.sources {
      sink.byte(source.model)
      sink.number(Int(source.file))
      sink.number(Int(source.place))
      sink.number(Int(source.line))
      sink.number(source.column)
    }
    sink.bytes += list.bytes
  }

  private static func list(_ cursor: inout NumberCursor, count: Int) -> NameList {
    var (nameEnds, sourceEnds): ([Int], [Int]) = ([], [])
    nameEnds.reserveCapacity(count)
    sourceEnds.reserveCapacity(count)
    var (nameEnd, sourceEnd) = (0, 0)
    for _ in 0..<count {
      nameEnd += cursor.number()
      sourceEnd += cursor.number()
      nameEnds.append(nameEnd)
      sourceEnds.append(sourceEnd)
    }
    var sources: [SourceRecord] = []
    sources.reserveCapacity(sourceEnd)
    for _ in 0..<sourceEnd {
      sources.append(
        SourceRecord(
          model: cursor.byte(), file: UInt32(cursor.number()), place: UInt32(cursor.number()),
          line: UInt32(cursor.number()), column: cursor.number()))
    }
    return NameList(
      bytes: cursor.bytes(nameEnd), nameEnds: nameEnds, sources: sources, sourceEnds: sourceEnds)
  }
}

/// Appends numbers, seven bits a byte, the lowest first.
private struct NumberSink {
  var bytes: [UInt8] = []

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func number(_ value: Int) {
    var rest = UInt(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Reads what a sink has written.
@safe private struct NumberCursor {
  private let source: UnsafeRawBufferPointer
  private var place = 0

  init(_ source: UnsafeRawBufferPointer) { unsafe self.source = unsafe source }

  mutating func byte() -> UInt8 {
    defer { place += 1 }
    return unsafe source[place]
  }

  mutating func number() -> Int {
    var value = 0
    var shift = 0
    while true {
      let byte = byte()
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { place += count }
    return unsafe [UInt8](source[place..<place + count])
  }
}
