internal import CensusModel
internal import DumpReading

/// Makes rows of names from keys and records. Its buffers are used again from name to name.
struct RowNaming {
  private let finding: SourceFinding
  /// Of the name that was found last.
  private var found: [SourceRecord] = []
  private var smallest: [UInt8] = []
  private var other: [UInt8] = []

  init(_ finding: SourceFinding) { self.finding = finding }

  /// Records with the place where each stands, in reading order.
  func inReadingOrder(
    _ records: some Sequence<PackedRecord>
  ) -> [(record: PackedRecord, source: SourceRecord)] {
    records.compactMap { record in finding.source(of: record).map { (record, $0) } }.sorted {
      $0.1.precedesInReading($1.1)
    }
  }

  /// Where the records stand, by role and in reading order, each once. Valid until the next call.
  mutating func sources(of records: some Sequence<PackedRecord>) -> [SourceRecord] {
    found.removeAll(keepingCapacity: true)
    for record in records {
      guard let source = finding.source(of: record) else { continue }
      // There are few, and most come in order.
      var place = found.count
      while place > 0, source.precedesByRole(found[place - 1]) { place -= 1 }
      if place == 0 || found[place - 1] != source { found.insert(source, at: place) }
    }
    return found
  }

  /// The key of records that have one key, as the dump writes it. Where records spell it
  /// differently, the spelling that is smallest in byte order, whatever their order.
  ///
  /// - Parameters:
  ///   - role: only records of this role spell it.
  ///   - key: that key, for a name without such records.
  mutating func spelling(
    of records: ArraySlice<PackedRecord>, by role: Role? = nil, else key: UnsafeRawBufferPointer
  ) -> ArraySlice<UInt8> {
    smallest.removeAll(keepingCapacity: true)
    var isSpelled = false
    for record in records {
      if !isSpelled {
        isSpelled = record.writeKey(of: role, to: &smallest)
        continue
      }
      other.removeAll(keepingCapacity: true)
      if record.writeKey(of: role, to: &other), other.lexicographicallyPrecedes(smallest) {
        swap(&smallest, &other)
      }
    }
    if !isSpelled { unsafe KeyText.decode(key, into: &smallest) }
    return smallest[...]
  }
}

extension SourceRecord {
  /// Order of reading.
  func precedesInReading(_ other: SourceRecord) -> Bool {
    (file, line, column) < (other.file, other.line, other.column)
  }

  /// By role, and then in order of reading.
  fileprivate func precedesByRole(_ other: SourceRecord) -> Bool {
    model == other.model ? precedesInReading(other) : model < other.model
  }
}

/// Pairs of names with the records that state them, to be made rows.
struct NamePairs {
  private struct Pair {
    /// Folded.
    var head: [UInt8]
    var headName: [UInt8]
    /// Folded.
    var part: [UInt8]
    var partName: [UInt8]
    var record: PackedRecord
  }

  private var pairs: [Pair] = []

  /// Adds a pair that a record states: the key of the head and as the dump writes it, and the part,
  /// which is a text of the record.
  mutating func add(
    _ head: UnsafeRawBufferPointer, _ headName: ArraySlice<UInt8>, _ part: UnsafeRawBufferPointer,
    _ record: PackedRecord
  ) {
    unsafe pairs.append(
      Pair(
        head: KeyText.decoded(head), headName: Array(headName), part: KeyText.decoded(part),
        partName: record.asWritten(part), record: record))
  }

  /// A row for each distinct head, with its distinct parts, all in byte order.
  func table(_ naming: inout RowNaming) -> NameTable {
    let sorted = pairs.sorted { left, right in
      if left.head != right.head { return left.head.lexicographicallyPrecedes(right.head) }
      if left.part != right.part { return left.part.lexicographicallyPrecedes(right.part) }
      // Of several spellings the smallest one stands first.
      return left.partName.lexicographicallyPrecedes(right.partName)
    }
    var table = NameTable()
    var start = 0
    while start < sorted.count {
      let head = sorted[start].head
      let end = sorted[start...].firstIndex { $0.head != head } ?? sorted.count
      table.heads.append(
        sorted[start].headName[...],
        sources: naming.sources(of: sorted[start..<end].lazy.map(\.record)))
      for index in start..<end
      where index == start || sorted[index].part != sorted[index - 1].part {
        table.append(part: sorted[index].partName, sources: EmptyCollection())
      }
      table.endRow()
      start = end
    }
    return table
  }
}
