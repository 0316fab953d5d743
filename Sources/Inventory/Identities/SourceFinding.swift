internal import CensusModel
internal import DumpReading

/// Turns packed records that know where they stand into sources, once the hierarchy is known.
struct SourceFinding: Sendable {
  /// The places that records of the dump name, in byte order: own paths of nodes and their
  /// ancestors where they are known, else as the record wrote it.
  let places: [String]

  /// By number of the batch, then by location: index into `places`.
  private let indexes: [Int: [UInt32]]

  init(_ batches: [RecordBatch], _ hierarchy: Hierarchy) {
    let textsOfBatch = batches.map { batch in
      batch.locations.map { ExactText(Self.text(of: $0.location, hierarchy)) }
    }
    let sorted = Set(textsOfBatch.joined()).sorted()
    let numbers = Dictionary(
      uniqueKeysWithValues: sorted.enumerated().map { ($0.element, UInt32($0.offset)) })
    var indexes: [Int: [UInt32]] = [:]
    for (batch, texts) in zip(batches, textsOfBatch) {
      guard let number = batch.number else { continue }
      indexes[number] = texts.map { numbers[$0] ?? 0 }
    }
    places = sorted.map(\.string)
    self.indexes = indexes
  }

  /// Where a record stands; its line is not known yet.
  func source(of record: PackedRecord) -> SourceRecord? {
    let header = record.header
    guard let origin = header.origin, let places = indexes[origin.batch] else { return nil }
    return Self.source(header.role, at: origin.position, place: places[origin.location])
  }

  /// Where a node's record stands.
  func source(of node: NodeStatement, _ hierarchy: Hierarchy) -> SourceRecord? {
    let text = ExactText(Self.text(of: node.location, hierarchy))
    let index = places.partitioningIndex { text <= ExactText($0) }
    guard index < places.count, places[index].isExactly(text.string) else { return nil }
    return Self.source(.node, at: node.position, place: UInt32(index))
  }

  private static func source(
    _ role: Role, at position: RecordPosition, place: UInt32
  ) -> SourceRecord {
    SourceRecord(
      model: role.rawValue, file: UInt32(position.file), place: place, line: 0,
      column: position.byte)
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
