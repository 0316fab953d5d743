internal import CensusModel
internal import DumpReading

/// Turns packed records that know where they stand into sources, once the hierarchy is known.
struct SourceFinding: Sendable {
  /// The places that records of the dump name, in byte order: own paths of nodes and their
  /// ancestors where they are known, else as the record wrote it.
  let places: [String]

  /// By number of the batch, then by location: index into `places`.
  private let indexes: [[UInt32]]
  private let lines: LineNumbers

  init(_ batches: [RecordBatch], _ hierarchy: Hierarchy, _ lines: LineNumbers) {
    self.lines = lines
    let textsOfBatch = batches.map { batch in
      batch.locations.map { ExactText(Self.text(of: $0.location, hierarchy)) }
    }
    let sorted = Set(textsOfBatch.joined()).sorted()
    let numbers = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($0.element, UInt32($0.offset)) })
    var indexes = [[UInt32]](
      repeating: [], count: (batches.compactMap(\.number).max() ?? -1) + 1)
    for (batch, texts) in zip(batches, textsOfBatch) {
      guard let number = batch.number else { continue }
      indexes[number] = texts.map { numbers[$0] ?? 0 }
    }
    places = sorted.map(\.string)
    self.indexes = indexes
  }

  /// Where a record stands.
  func source(of record: PackedRecord) -> SourceRecord? {
    let header = record.header
    guard let origin = header.origin else { return nil }
    return source(
      header.role, in: origin.position.file, at: origin.line,
      place: indexes[origin.batch][origin.location])
  }

  /// Where a node's record stands.
  func source(of node: NodeStatement, _ hierarchy: Hierarchy) -> SourceRecord? {
    let text = ExactText(Self.text(of: node.location, hierarchy))
    let index = places.partitioningIndex { text <= ExactText($0) }
    guard index < places.count, places[index].isExactly(text.string) else { return nil }
    return source(.node, in: node.position.file, at: node.line, place: UInt32(index))
  }

  private func source(
    _ role: Role, in file: Int, at place: LinePlace, place index: UInt32
  ) -> SourceRecord {
    SourceRecord(
      model: role.rawValue, file: UInt32(file), place: index,
      line: UInt32(clamping: lines.line(of: place, inFile: file)), column: place.column)
  }

  private static func text(of location: Location, _ hierarchy: Hierarchy) -> String {
    hierarchy.path(of: location).map(hierarchy.text) ?? location.text
  }
}

extension Array {
  /// The index of the first element that fulfils a condition which all later ones fulfil, too.
  fileprivate func partitioningIndex(_ condition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
