internal import CLeaves
internal import CensusModel
internal import ColumnFile

/// Runs a plan over the persons of a group, tile by tile: what fits the loop stays in the nearest
/// cache, and every loop over a tile has a constant number of steps.
final class TileRunner {
  private typealias Words = UnsafeMutablePointer<UInt64>

  private let plan: CountingPlan
  private let loops: leaf_loops
  private let program: [leaf_operation]
  private let registers: Words
  private let everyone: Words
  private var planes: [Words]
  private var pieces: [leaf_piece] = []

  init(_ plan: CountingPlan, _ loops: leaf_loops) {
    precondition(DecodedGroup.tileWordCount == PortableLoops.tileWordCount, "tile")
    self.plan = plan
    self.loops = loops
    program = plan.operations.map(leaf_operation.init)
    let tile = DecodedGroup.tileWordCount
    registers = .allocate(capacity: max(1, plan.registerCount) * tile)
    registers.initialize(repeating: 0, count: max(1, plan.registerCount) * tile)
    everyone = .allocate(capacity: tile)
    everyone.initialize(repeating: 0, count: tile)
    planes = [Words](repeating: registers, count: plan.inputCount)
    planes[plan.inputCount - 1] = everyone
    for register in 0..<plan.registerCount { planes.append(registers + register * tile) }
  }

  deinit {
    registers.deallocate()
    everyone.deallocate()
  }

  /// Counts a group.
  ///
  /// - Parameters:
  ///   - thresholdPlanes: one per threshold of the plan, as long as the planes of the group.
  ///   - counts: takes the counts, segment by segment.
  func run(_ group: DecodedGroup, thresholdPlanes: [WordBuffer], into counts: GroupCounts) {
    var segment = 0
    var segmentStart = 0
    let tileBits = DecodedGroup.tileWordCount * 64
    for start in stride(from: 0, to: group.personCount, by: tileBits) {
      let end = min(start + tileBits, group.personCount)
      cutPieces(group, start..<end, &segment, &segmentStart, counts)
      bind(group, thresholdPlanes, word: start / 64)
      fillEveryone(bitCount: end - start)
      loops.run_tile(program, program.count, planes, pieces, pieces.count)
    }
  }

  private func cutPieces(
    _ group: DecodedGroup, _ tile: Range<Int>, _ segment: inout Int, _ segmentStart: inout Int,
    _ counts: GroupCounts
  ) {
    pieces.removeAll(keepingCapacity: true)
    while segment < group.segments.count {
      let segmentEnd = segmentStart + group.segments[segment].personCount
      let range = (segmentStart..<segmentEnd).clamped(to: tile)
      if !range.isEmpty {
        pieces.append(leaf_piece(range, tile.lowerBound, counters: counts.row(segment)))
      }
      guard segmentEnd <= tile.upperBound else { break }
      segmentStart = segmentEnd
      segment += 1
    }
  }

  private func bind(_ group: DecodedGroup, _ thresholdPlanes: [WordBuffer], word: Int) {
    for fact in Fact.allCases {
      planes[Int(fact.rawValue)] = Words(mutating: group.plane(fact) + word)
    }
    for (index, plane) in thresholdPlanes.enumerated() {
      planes[Fact.allCases.count + index] = plane.words + word
    }
  }

  private func fillEveryone(bitCount: Int) {
    for word in 0..<DecodedGroup.tileWordCount {
      let bits = max(0, min(64, bitCount - 64 * word))
      everyone[word] = bits == 64 ? ~0 : (1 << UInt64(bits)) - 1
    }
  }
}

extension leaf_piece {
  /// The part of a tile that persons of one customer have; at least one.
  init(
    _ persons: Range<Int>, _ tileStart: Int, counters: UnsafeMutablePointer<Int64>
  ) {
    let first = persons.lowerBound - tileStart
    let last = persons.upperBound - tileStart - 1
    self.init(
      first: UInt32(first >> 6), last: UInt32(last >> 6), head: ~0 << UInt64(first & 63),
      tail: ~0 >> UInt64(63 - last & 63), counters: counters)
  }
}

extension leaf_operation {
  fileprivate init(_ operation: CountingPlan.Operation) {
    switch operation {
    case .and(let target, let left, let right): self.init(LEAF_AND, target, left, right)
    case .andNot(let target, let left, let right): self.init(LEAF_AND_NOT, target, left, right)
    case .or(let target, let left, let right): self.init(LEAF_OR, target, left, right)
    case .count(let slot, let plane): self.init(LEAF_COUNT, slot, plane, plane)
    case .countAnd(let slot, let left, let right): self.init(LEAF_COUNT_AND, slot, left, right)
    case .countAndNot(let slot, let left, let right):
      self.init(LEAF_COUNT_AND_NOT, slot, left, right)
    }
  }

  private init(_ kind: Int, _ target: Int, _ left: Int, _ right: Int) {
    self.init(
      kind: UInt16(kind), target: UInt16(target), left: UInt16(left), right: UInt16(right))
  }
}
