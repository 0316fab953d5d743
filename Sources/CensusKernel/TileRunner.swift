internal import CensusModel
internal import ColumnFile

/// Runs a plan over the persons of a group, tile by tile: what fits the loop stays in the nearest
/// cache, and every loop over a tile has a constant number of steps.
final class TileRunner {
  private typealias Words = UnsafeMutablePointer<UInt64>

  /// What a customer has of a tile: whole words but for the ends.
  private struct Piece {
    var segment: Int
    var first: Int
    var last: Int
    var head: UInt64
    var tail: UInt64

    var isWholeTile: Bool {
      first == 0 && last == DecodedGroup.tileWordCount - 1 && head & tail == ~0
    }
  }

  private let plan: CountingPlan
  private let registers: Words
  private let everyone: Words
  private var planes: [UnsafePointer<UInt64>]
  private var pieces: [Piece] = []

  init(_ plan: CountingPlan) {
    self.plan = plan
    let tile = DecodedGroup.tileWordCount
    registers = .allocate(capacity: max(1, plan.registerCount) * tile)
    registers.initialize(repeating: 0, count: max(1, plan.registerCount) * tile)
    everyone = .allocate(capacity: tile)
    everyone.initialize(repeating: 0, count: tile)
    planes = [UnsafePointer<UInt64>](repeating: UnsafePointer(registers), count: plan.inputCount)
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
  func run(_ group: DecodedGroup, thresholdPlanes: [WordBuffer], into counts: GroupCounts) {
    var segment = 0
    var segmentStart = 0
    let tileBits = DecodedGroup.tileWordCount * 64
    for start in stride(from: 0, to: group.personCount, by: tileBits) {
      let end = min(start + tileBits, group.personCount)
      cutPieces(group, start..<end, &segment, &segmentStart)
      bind(group, thresholdPlanes, word: start / 64)
      fillEveryone(bitCount: end - start)
      for operation in plan.operations { execute(operation, counts) }
    }
  }

  private func cutPieces(
    _ group: DecodedGroup, _ tile: Range<Int>, _ segment: inout Int, _ segmentStart: inout Int
  ) {
    pieces.removeAll(keepingCapacity: true)
    while segment < group.segments.count {
      let segmentEnd = segmentStart + group.segments[segment].personCount
      let range = (segmentStart..<segmentEnd).clamped(to: tile)
      if !range.isEmpty { pieces.append(piece(segment, range, tile.lowerBound)) }
      guard segmentEnd <= tile.upperBound else { break }
      segmentStart = segmentEnd
      segment += 1
    }
  }

  private func piece(_ segment: Int, _ range: Range<Int>, _ base: Int) -> Piece {
    let first = range.lowerBound - base
    let last = range.upperBound - base - 1
    return Piece(
      segment: segment, first: first >> 6, last: last >> 6, head: ~0 << UInt64(first & 63),
      tail: ~0 >> UInt64(63 - last & 63))
  }

  private func bind(_ group: DecodedGroup, _ thresholdPlanes: [WordBuffer], word: Int) {
    for fact in Fact.allCases { planes[Int(fact.rawValue)] = group.plane(fact) + word }
    for (index, plane) in thresholdPlanes.enumerated() {
      planes[Fact.allCases.count + index] = UnsafePointer(plane.words + word)
    }
    planes[plan.inputCount - 1] = UnsafePointer(everyone)
  }

  private func fillEveryone(bitCount: Int) {
    for word in 0..<DecodedGroup.tileWordCount {
      let bits = max(0, min(64, bitCount - 64 * word))
      everyone[word] = bits == 64 ? ~0 : (1 << UInt64(bits)) - 1
    }
  }

  private func execute(_ operation: CountingPlan.Operation, _ counts: GroupCounts) {
    switch operation {
    case .and(let target, let left, let right):
      TileMath.and(planes[left], planes[right], into: register(target))
    case .andNot(let target, let left, let right):
      TileMath.andNot(planes[left], planes[right], into: register(target))
    case .or(let target, let left, let right):
      TileMath.or(planes[left], planes[right], into: register(target))
    case .count(let slot, let plane):
      for piece in pieces {
        counts.slot(slot, segment: piece.segment).pointee += count(planes[plane], piece)
      }
    }
  }

  private func register(_ place: Int) -> Words {
    registers + (place - plan.inputCount) * DecodedGroup.tileWordCount
  }

  private func count(_ plane: UnsafePointer<UInt64>, _ piece: Piece) -> Int {
    if piece.isWholeTile { return TileMath.count(plane) }
    if piece.first == piece.last {
      return (plane[piece.first] & piece.head & piece.tail).nonzeroBitCount
    }
    var total =
      (plane[piece.first] & piece.head).nonzeroBitCount
      + (plane[piece.last] & piece.tail).nonzeroBitCount
    var word = piece.first + 1
    while word < piece.last {
      total += plane[word].nonzeroBitCount
      word += 1
    }
    return total
  }
}

/// Loops of a constant number of steps over one tile; the compiler turns them into vectors.
enum TileMath {
  private static let wordCount = DecodedGroup.tileWordCount

  static func and(
    _ left: UnsafePointer<UInt64>, _ right: UnsafePointer<UInt64>,
    into target: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<wordCount { target[word] = left[word] & right[word] }
  }

  static func andNot(
    _ left: UnsafePointer<UInt64>, _ right: UnsafePointer<UInt64>,
    into target: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<wordCount { target[word] = left[word] & ~right[word] }
  }

  static func or(
    _ left: UnsafePointer<UInt64>, _ right: UnsafePointer<UInt64>,
    into target: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<wordCount { target[word] = left[word] | right[word] }
  }

  static func count(_ plane: UnsafePointer<UInt64>) -> Int {
    var total = 0
    for word in 0..<wordCount { total &+= plane[word].nonzeroBitCount }
    return total
  }
}
