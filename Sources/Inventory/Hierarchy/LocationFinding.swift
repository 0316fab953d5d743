internal import CensusModel
internal import DumpReading

/// Where the records of every batch count.
struct LocationFinding: Sendable {
  /// By batch and location; nil where the location is unknown and its records are left out.
  let standings: [[Hierarchy.Standing?]]

  /// The places that are known already.
  init(standings: [[Hierarchy.Standing?]]) { self.standings = standings }

  /// Looks up every location of the batches.
  init(batches: [RecordBatch], hierarchy: Hierarchy, threads: Int) {
    standings = Parallel.map(count: batches.count, threads: threads) { batch in
      batches[batch].locations.map { use in
        hierarchy.path(of: use.location).map(hierarchy.standing)
      }
    }
  }

  /// The first record in reading order that an unknown location makes malformed.
  func firstFault(in batches: [RecordBatch]) -> MalformedRecord? {
    var first: MalformedRecord?
    for (batch, standings) in zip(batches, standings) where standings.contains(nil) {
      for (use, standing) in zip(batch.locations, standings) where standing == nil {
        if let known = first, known.position <= use.first { continue }
        first = MalformedRecord(position: use.first, reason: use.location.unknownReason)
      }
    }
    return first
  }

  /// The unknown locations with the number of their records, nodes apart, in byte order.
  func misplaced(in batches: [RecordBatch]) -> [Misplaced.Place] {
    var counts: [ExactLocation: Int] = [:]
    for (batch, standings) in zip(batches, standings) where standings.contains(nil) {
      for (location, count) in Self.recordCounts(of: batch).enumerated() {
        guard standings[location] == nil, count > 0 else { continue }
        counts[ExactLocation(batch.locations[location].location), default: 0] += count
      }
    }
    return counts.sorted { $0.key < $1.key }.map { place, count in
      Misplaced.Place(
        location: place.location, reason: place.location.unknownReason, recordCount: count)
    }
  }

  private static func recordCounts(of batch: RecordBatch) -> [Int] {
    var counts = batch.loads.map(\.recordCount)
    for record in batch.settings { counts[record.location] += 1 }
    return counts
  }
}

extension Location {
  /// Why records at this place are malformed if it is not known.
  var unknownReason: MalformedRecord.Reason {
    switch self {
    case _ where text.isEmpty: .emptyPlace
    case .path(let path): .unknownPath(path)
    case .hierarchy(let text): .unknownHierarchy(text)
    }
  }
}

/// A location that is compared by its bytes.
private struct ExactLocation: Hashable, Comparable {
  let location: Location
  private let text: ExactText
  private let isPath: Bool

  init(_ location: Location) {
    self.location = location
    text = ExactText(location.text)
    if case .path = location { isPath = true } else { isPath = false }
  }

  static func == (left: ExactLocation, right: ExactLocation) -> Bool {
    left.text == right.text && left.isPath == right.isPath
  }

  static func < (left: ExactLocation, right: ExactLocation) -> Bool {
    left.text == right.text ? left.isPath && !right.isPath : left.text < right.text
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
    hasher.combine(isPath)
  }
}
