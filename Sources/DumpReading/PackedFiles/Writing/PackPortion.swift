internal import CensusModel

/// One portion of a dump as it was read, on its way to a packed file.
struct PackPortion {
  /// Packed records that say where they stand, by the number that they give; all in memory.
  var batches: [Int: RecordBatch] = [:]
  var leftOut: [LeftOut] = []
  var notes: [PageNotes] = []
  var results: [WorkerResult] = []

  /// A record that a condition left out, and its line.
  struct LeftOut {
    var record: LeftOutRecord
    var line: LinePlace
  }

  /// Adds what one thread has packed.
  mutating func add(_ sink: PackSink) {
    if let number = sink.packing.batch.number { batches[number] = sink.packing.batch }
    leftOut += zip(sink.leftOut.found, sink.linesOfLeftOut).map(LeftOut.init)
    guard !sink.misplaced.isEmpty else { return }
    // They were read and counted already.
    var result = WorkerResult()
    result.rejects = sink.misplaced
    let byFile = Dictionary(grouping: sink.misplaced, by: \.position.file)
    result.counts = byFile.map { file, rejects in
      WorkerResult.FileCount(file: file, read: 0, counted: 0, rejected: rejects.count)
    }
    results.append(result)
  }

  /// A counted record, before its place has a number in the packed file.
  struct Entry {
    var record: PackedRecord
    var position: PackPosition
    var batch: Int
    /// Index into the places of the packed file.
    var place = 0
  }

  /// All counted records, in no order.
  func entries(_ lines: PortionLines) -> [Entry] {
    var entries: [Entry] = []
    entries.reserveCapacity(batches.values.reduce(0) { $0 + $1.recordCount })
    for (number, batch) in batches {
      batch.forEachRecord { record in
        guard let origin = record.header.origin else { return }
        let place = RecordPlace(position: origin.position, line: origin.line)
        entries.append(
          Entry(record: record.record, position: lines.position(place), batch: number))
      }
    }
    return entries
  }

  /// The places that are named, each with the first record that does, in reading order.
  func placesInOrder() -> [LocationUse] {
    var firsts: [Location: RecordPosition] = [:]
    for use in batches.values.flatMap(\.locations) {
      firsts[use.location] = min(firsts[use.location] ?? use.first, use.first)
    }
    for record in leftOut.map(\.record) {
      let known = firsts[record.location] ?? record.position
      firsts[record.location] = min(known, record.position)
    }
    return firsts.map { LocationUse(location: $0.key, first: $0.value) }
      .sorted { $0.first < $1.first }
  }
}
