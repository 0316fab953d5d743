internal import CensusModel
internal import DumpReading

/// Makes rows of names from keys and records.
struct RowNaming {
  private let finding: SourceFinding

  init(_ finding: SourceFinding) { self.finding = finding }

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
  private var pairs: [(head: UnsafeRawBufferPointer, part: UnsafeRawBufferPointer, PackedRecord)] =
    []

  /// Adds a pair that a record states.
  mutating func add(
    _ head: UnsafeRawBufferPointer, _ part: UnsafeRawBufferPointer, _ record: PackedRecord
  ) {
    pairs.append((head, part, record))
  }

  /// A row for each distinct head, with its distinct parts, all in byte order.
  func table(_ naming: RowNaming) -> NameTable {
    let sorted = pairs.sorted { left, right in
      ByteOrder.isSame(left.head, right.head)
        ? ByteOrder.precedes(left.part, right.part) : ByteOrder.precedes(left.head, right.head)
    }
    var table = NameTable()
    var start = 0
    while start < sorted.count {
      let head = sorted[start].head
      let end = sorted[start...].firstIndex { !ByteOrder.isSame($0.head, head) } ?? sorted.count
      table.heads.append(head, sources: naming.sources(of: sorted[start..<end].lazy.map(\.2)))
      for index in start..<end
      where index == start || !ByteOrder.isSame(sorted[index].part, sorted[index - 1].part) {
        table.parts.append(sorted[index].part, sources: EmptyCollection())
      }
      table.endRow()
      start = end
    }
    return table
  }
}
