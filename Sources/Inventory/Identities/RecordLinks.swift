internal import DumpReading

/// Records of numbered things, in the order in which they are found.
struct RecordLinks {
  private(set) var links: [(index: Int, record: PackedRecord)] = []

  /// Adds a record of a thing.
  mutating func add(_ index: Int, _ record: PackedRecord) { links.append((index, record)) }

  /// Forgets all.
  mutating func reset() { links.removeAll(keepingCapacity: true) }

  /// The records of each of so many things.
  func rows(count: Int) -> Rows { Rows(links, count: count) }

  /// The records in compressed rows.
  struct Rows {
    private var starts: [Int]
    private var records: [PackedRecord]

    fileprivate init(_ links: [(index: Int, record: PackedRecord)], count: Int) {
      var ends = [Int](repeating: 0, count: count + 1)
      for link in links { ends[link.index + 1] += 1 }
      for index in 0..<count { ends[index + 1] += ends[index] }
      starts = ends
      records = unsafe [PackedRecord](count: links.count) { buffer in
        for link in links {
          unsafe buffer.initializeElement(at: ends[link.index], to: link.record)
          ends[link.index] += 1
        }
      }
    }

    /// The records of a thing.
    subscript(index: Int) -> ArraySlice<PackedRecord> { records[starts[index]..<starts[index + 1]] }
  }
}
