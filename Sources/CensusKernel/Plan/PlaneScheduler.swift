internal import CensusModel

/// Puts the nodes of a graph in order, each computed once and counted at once, and gives them as few
/// registers as that order allows, so that all of them stay in the nearest cache.
struct PlaneScheduler {
  private let graph: PlaneGraph
  private let roots: [Int]
  private let inputCount: Int
  private var scheduled: [CountingPlan.Operation] = []
  private var places: [Int: Int] = [:]
  private var usesLeft: [Int: Int] = [:]
  private var free: [Int] = []
  private var registerCount = 0

  /// The input after all others: every person of the group.
  private var everyonePlace: Int { inputCount - 1 }

  init(graph: PlaneGraph, roots: [Int]) {
    self.graph = graph
    self.roots = roots
    inputCount = Fact.allCases.count + graph.thresholds.count + 1
    countUses()
  }

  private mutating func countUses() {
    var seen: Set<Int> = []
    var waiting = roots
    for root in roots { usesLeft[root, default: 0] += 1 }
    while let index = waiting.popLast() {
      guard seen.insert(index).inserted else { continue }
      for operand in operands(of: index) {
        usesLeft[operand, default: 0] += 1
        waiting.append(operand)
      }
    }
  }

  private func operands(of index: Int) -> [Int] {
    switch graph.nodes[index] {
    case .and(let left, let right), .andNot(let left, let right), .or(let left, let right):
      [left, right]
    default: []
    }
  }

  /// The operations in order, what is counted then, and how many registers that takes.
  mutating func schedule() -> (
    operations: [CountingPlan.Operation], counts: [CountingPlan.Count], registerCount: Int
  ) {
    let counts = roots.map { count(of: $0) }
    return (scheduled, counts, registerCount)
  }

  /// The count of a node. Operands of counts are not released: counting comes last.
  private mutating func count(of index: Int) -> CountingPlan.Count {
    if graph.nodes[index] == .empty {
      return CountingPlan.Count(left: everyonePlace, right: everyonePlace, isWithout: true)
    }
    // A node that nothing else needs is not stored.
    if usesLeft[index] == 1, places[index] == nil {
      switch graph.nodes[index] {
      case .and(let left, let right):
        return CountingPlan.Count(left: compute(left), right: compute(right), isWithout: false)
      case .andNot(let left, let right):
        return CountingPlan.Count(left: compute(left), right: compute(right), isWithout: true)
      default: break
      }
    }
    let place = compute(index)
    return CountingPlan.Count(left: place, right: place, isWithout: false)
  }

  private mutating func compute(_ index: Int) -> Int {
    if let place = places[index] ?? input(index) { return place }
    let operands = operands(of: index)
    let left = compute(operands[0])
    let right = compute(operands[1])
    for operand in operands { release(operand) }
    let target = free.popLast() ?? newRegister()
    switch graph.nodes[index] {
    case .and: scheduled.append(.and(target: target, left, right))
    case .andNot: scheduled.append(.andNot(target: target, left, right))
    default: scheduled.append(.or(target: target, left, right))
    }
    places[index] = target
    return target
  }

  private func input(_ index: Int) -> Int? {
    switch graph.nodes[index] {
    case .fact(let fact): return Int(fact.rawValue)
    case .phones(let count):
      return graph.thresholds.firstIndex(of: count).map { Fact.allCases.count + $0 }
    case .everyone: return everyonePlace
    default: return nil
    }
  }

  private mutating func newRegister() -> Int {
    registerCount += 1
    return inputCount + registerCount - 1
  }

  /// One use less; the register is free after the last. Operations read before they write, word by
  /// word, so a target may be the register of an operand.
  private mutating func release(_ index: Int) {
    usesLeft[index, default: 0] -= 1
    if usesLeft[index] == 0, let place = places[index] { free.append(place) }
  }
}
