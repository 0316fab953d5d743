internal import CensusModel
internal import DumpReading

/// Makes rows of names from keys and records.
struct RowNaming {
  private let finding: SourceFinding

  init(_ finding: SourceFinding) { self.finding = finding }

  /// Where a record stands.
  func source(of record: PackedRecord) -> SourceRecord? { finding.source(of: record) }

  /// Records with the place where each stands, in reading order.
  func inReadingOrder(
    _ records: some Sequence<PackedRecord>
  ) -> [(record: PackedRecord, source: SourceRecord)] {
    records.compactMap { record in source(of: record).map { (record, $0) } }.sorted {
      ($0.1.file, $0.1.column) < ($1.1.file, $1.1.column)
    }
  }

  /// Where the records stand, by role and in reading order, each once.
  func sources(of records: some Sequence<PackedRecord>) -> [SourceRecord] {
    let sorted = records.compactMap(finding.source).sorted {
      ($0.model, $0.file, $0.column) < ($1.model, $1.file, $1.column)
    }
    var distinct: [SourceRecord] = []
    for source in sorted where source != distinct.last { distinct.append(source) }
    return distinct
  }
}

/// Pairs of names with the records that state them, to be made rows.
struct NamePairs {
  private struct Pair {
    var head: UnsafeRawBufferPointer
    var headName: [UInt8]
    var part: UnsafeRawBufferPointer
    var record: PackedRecord
  }

  private var pairs: [Pair] = []

  /// Adds a pair that a record states: the head, folded and as the dump writes it, and the part,
  /// which is a text of the record.
  mutating func add(
    _ head: UnsafeRawBufferPointer, _ headName: [UInt8], _ part: UnsafeRawBufferPointer,
    _ record: PackedRecord
  ) {
    pairs.append(Pair(head: head, headName: headName, part: part, record: record))
  }

  /// A row for each distinct head, with its distinct parts, all in byte order.
  func table(_ naming: RowNaming) -> NameTable {
    let sorted = pairs.sorted { left, right in
      if !ByteOrder.isSame(left.head, right.head) {
        return ByteOrder.precedes(left.head, right.head)
      }
      if !ByteOrder.isSame(left.part, right.part) {
        return ByteOrder.precedes(left.part, right.part)
      }
      // Of several spellings the smallest one stands first.
      return left.record.asWritten(left.part)
        .lexicographicallyPrecedes(right.record.asWritten(right.part))
    }
    var table = NameTable()
    var start = 0
    while start < sorted.count {
      let head = sorted[start].head
      let end = sorted[start...].firstIndex { !ByteOrder.isSame($0.head, head) } ?? sorted.count
      table.heads.append(
        sorted[start].headName, sources: naming.sources(of: sorted[start..<end].lazy.map(\.record)))
      for index in start..<end
      where index == start || !ByteOrder.isSame(sorted[index].part, sorted[index - 1].part) {
        table.append(
          part: sorted[index].record.asWritten(sorted[index].part), sources: EmptyCollection())
      }
      table.endRow()
      start = end
    }
    return table
  }
}
