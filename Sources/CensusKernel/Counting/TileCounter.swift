internal import CLeaves
internal import CensusModel
internal import ColumnFile

/// Runs a plan over the persons of a group, tile by tile: what fits the loop stays in the nearest
/// cache, and every loop over a tile has a constant number of steps.
@safe final class TileCounter {
  private typealias Words = UnsafeMutablePointer<UInt64>

  private let plan: CountingPlan
  private let loops: leaf_loops
  private let operations: UnsafeBufferPointer<leaf_operation>
  private let counts: UnsafeBufferPointer<leaf_count>
  private let registers: Words
  private let everyone: Words
  private var planes: [Words]
  private var pieces: [leaf_piece] = unsafe []

  init(_ plan: CountingPlan, _ loops: leaf_loops) {
    precondition(DecodedGroup.tileWordCount == PortableLoops.tileWordCount, "tile")
    self.plan = plan
    self.loops = loops
    unsafe operations = unsafe Self.kept(plan.operations.map(leaf_operation.init))
    // Counts that only fill the last batch are always 0: everyone without everyone.
    let nobody = CountingPlan.Count(
      left: plan.inputCount - 1, right: plan.inputCount - 1, isWithout: true)
    let missing = (0 &- plan.counts.count) & (PortableLoops.countBatch - 1)
    let padding = [CountingPlan.Count](repeating: nobody, count: missing)
    unsafe counts = unsafe Self.kept((plan.counts + padding).map(leaf_count.init))
    let tile = DecodedGroup.tileWordCount
    unsafe registers = .allocate(capacity: max(1, plan.registerCount) * tile)
    unsafe registers.initialize(repeating: 0, count: max(1, plan.registerCount) * tile)
    unsafe everyone = .allocate(capacity: tile)
    unsafe everyone.initialize(repeating: 0, count: tile)
    unsafe planes = unsafe [Words](repeating: registers, count: plan.inputCount)
    unsafe planes[plan.inputCount - 1] = unsafe everyone
    for register in 0..<plan.registerCount { unsafe planes.append(registers + register * tile) }
  }

  deinit {
    unsafe operations.deallocate()
    unsafe counts.deallocate()
    unsafe registers.deallocate()
    unsafe everyone.deallocate()
  }

  /// A copy that stays in one place.
  private static func kept<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = unsafe copy.initialize(from: elements)
    return unsafe UnsafeBufferPointer(rebasing: copy[..<elements.count])
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
    var program = unsafe leaf_program(
      operations: operations.baseAddress!, operation_count: operations.count,
      counts: self.counts.baseAddress!, count_count: self.counts.count)
    let facts = unsafe Fact.allCases.map { unsafe Words(mutating: group.plane($0)) }
    let segments = group.segments
    for start in stride(from: 0, to: group.personCount, by: tileBits) {
      let end = min(start + tileBits, group.personCount)
      cutPieces(segments, start..<end, &segment, &segmentStart, counts)
      let word = start / 64
      for unsafe(index, plane) in unsafe facts.enumerated() {
        unsafe planes[index] = unsafe plane + word
      }
      for (index, plane) in thresholdPlanes.enumerated() {
        unsafe planes[facts.count + index] = unsafe plane.words + word
      }
      fillEveryone(bitCount: end - start)
      unsafe loops.run_tile(&program, planes, pieces, pieces.count)
    }
  }

  private func cutPieces(
    _ segments: [DecodedGroup.Segment], _ tile: Range<Int>, _ segment: inout Int,
    _ segmentStart: inout Int, _ counts: GroupCounts
  ) {
    unsafe pieces.removeAll(keepingCapacity: true)
    while segment < segments.count {
      let segmentEnd = segmentStart + segments[segment].personCount
      let range = (segmentStart..<segmentEnd).clamped(to: tile)
      if !range.isEmpty {
        unsafe pieces.append(leaf_piece(range, tile.lowerBound, counters: counts.row(segment)))
      }
      guard segmentEnd <= tile.upperBound else { break }
      segmentStart = segmentEnd
      segment += 1
    }
  }

  private func fillEveryone(bitCount: Int) {
    let everyone = unsafe everyone
    for word in 0..<DecodedGroup.tileWordCount {
      let bits = max(0, min(64, bitCount - 64 * word))
      unsafe everyone[word] = bits == 64 ? ~0 : (1 << UInt64(bits)) - 1
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
    unsafe self.init(
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
    }
  }

  private init(_ kind: Int, _ target: Int, _ left: Int, _ right: Int) {
    self.init(
      kind: UInt16(kind), target: UInt16(target), left: UInt16(left), right: UInt16(right))
  }
}

extension leaf_count {
  fileprivate init(_ count: CountingPlan.Count) {
    self.init(
      flip: count.isWithout ? ~0 : 0, left: UInt16(count.left), right: UInt16(count.right))
  }
}
