internal import CensusModel
internal import CensusRules

/// Expressions as one graph in which equal parts are one node.
///
/// Persons who are not there have no bit in any input, so a plane is well-formed if it is empty for
/// someone without facts and phones. `not` alone is not; it is only ever the right side of `andNot`,
/// or the plane "all persons" is on the left.
struct PlaneGraph {
  enum Node: Hashable {
    case empty
    /// Every person of the group.
    case everyone
    case fact(Fact)
    case phones(atLeast: Int)
    case and(Int, Int)
    case andNot(Int, Int)
    case or(Int, Int)
  }

  private(set) var nodes: [Node] = []
  private var indexes: [Node: Int] = [:]
  /// Places of facts in chains: first the fact that most of the expressions name.
  private let factOrder: [Fact: Int]

  /// An empty graph for these expressions, which are added one by one.
  init(for expressions: [Expression]) {
    var uses: [Fact: Int] = [:]
    for expression in expressions {
      for fact in expression.facts { uses[fact, default: 0] += 1 }
    }
    let order = Fact.allCases.sorted {
      (-uses[$0, default: 0], $0.rawValue) < (-uses[$1, default: 0], $1.rawValue)
    }
    factOrder = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
  }

  /// The phone thresholds in the graph, ascending.
  var thresholds: [Int] {
    nodes.compactMap { if case .phones(let count) = $0 { count } else { nil } }.sorted()
  }

  /// Adds an expression without column references; the node that computes it.
  mutating func add(_ expression: Expression) -> Int {
    switch expression {
    case .constant(let value): node(value ? .everyone : .empty)
    case .fact(let fact): node(.fact(fact))
    case .phones(let count): node(count < 1 ? .everyone : .phones(atLeast: count))
    case .not(let operand): without(node(.everyone), add(operand))
    case .and(let operands): conjunction(operands)
    case .or(let operands):
      operands.map { add($0) }.reduce(node(.empty)) { union($0, $1) }
    case .column: preconditionFailure("column references are resolved before compiling")
    }
  }

  private mutating func node(_ node: Node) -> Int {
    if let known = indexes[node] { return known }
    nodes.append(node)
    indexes[node] = nodes.count - 1
    return nodes.count - 1
  }

  /// A conjunction as a chain of literals in one order for all columns, whatever their signs, so that
  /// columns with the same beginnings share the nodes of those.
  private mutating func conjunction(_ operands: [Expression]) -> Int {
    var required: Set<Int> = []
    var excluded: Set<Int> = []
    for operand in Self.flattened(operands) {
      if case .not(let inner) = operand {
        excluded.insert(add(inner))
      } else {
        required.insert(add(operand))
      }
    }
    if !required.isDisjoint(with: excluded) || contradictsPhones(required, excluded) {
      return node(.empty)
    }
    dropImplied(&required, &excluded)
    let literals =
      required.map { Literal(node: $0, isRequired: true) }
      + excluded.map { Literal(node: $0, isRequired: false) }
    let needed = literals.filter { !isImplied($0, by: literals) }
    return needed.sorted { precedes($0.node, $1.node) }.reduce(node(.everyone)) { chain, literal in
      literal.isRequired ? intersection(chain, literal.node) : without(chain, literal.node)
    }
  }

  /// A node that a conjunction asks for, or asks against.
  private struct Literal: Hashable {
    var node: Int
    var isRequired: Bool

    var opposite: Literal { Literal(node: node, isRequired: !isRequired) }
  }

  /// True if an excluded node is empty anyway wherever the other literals hold: a column that asks for
  /// UCM users need not be excluded from accounts.
  private func isImplied(_ literal: Literal, by literals: [Literal]) -> Bool {
    guard !literal.isRequired else { return false }
    let parts = self.parts(of: literal.node)
    return parts.count > 1 && literals.contains { parts.contains($0.opposite) }
  }

  /// The literals that hold wherever a node does.
  private func parts(of index: Int) -> Set<Literal> {
    switch nodes[index] {
    case .and(let left, let right): parts(of: left).union(parts(of: right))
    case .andNot(let left, let right):
      parts(of: left).union([Literal(node: right, isRequired: false)])
    default: [Literal(node: index, isRequired: true)]
    }
  }

  private static func flattened(_ operands: [Expression]) -> [Expression] {
    operands.flatMap { operand in
      switch operand {
      case .and(let inner): flattened(inner)
      case .not(.or(let inner)): flattened(inner.map { .not($0) })
      case .not(.not(let inner)): flattened([inner])
      default: [operand]
      }
    }
  }

  private func phoneCount(_ index: Int) -> Int? {
    if case .phones(let count) = nodes[index] { count } else { nil }
  }

  private func contradictsPhones(_ required: Set<Int>, _ excluded: Set<Int>) -> Bool {
    guard let least = required.compactMap(phoneCount).max(),
      let bound = excluded.compactMap(phoneCount).min()
    else { return false }
    return bound <= least
  }

  /// P ≥ 2 says more than P ≥ 1, and not P ≥ 1 more than not P ≥ 2.
  private func dropImplied(_ required: inout Set<Int>, _ excluded: inout Set<Int>) {
    let least = required.compactMap(phoneCount).max()
    let bound = excluded.compactMap(phoneCount).min()
    required = required.filter { phoneCount($0).map { $0 == least } ?? true }
    excluded = excluded.filter { phoneCount($0).map { $0 == bound } ?? true }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool { rank(left) < rank(right) }

  /// UCM users first, then phone counts, then facts from the one that most conditions name, then
  /// the rest by age. The order of facts is a tuning constant: it decides which beginnings are shared,
  /// never a count.
  private func rank(_ index: Int) -> (Int, Int) {
    switch nodes[index] {
    case .fact(.ucmUser): (0, 0)
    case .phones(let count): (1, count)
    case .fact(let fact): (2, factOrder[fact] ?? Int(fact.rawValue))
    default: (3, index)
    }
  }

  private mutating func intersection(_ left: Int, _ right: Int) -> Int {
    switch (nodes[left], nodes[right]) {
    case (.empty, _), (_, .everyone): left
    case (_, .empty), (.everyone, _): right
    default: left == right ? left : node(.and(left, right))
    }
  }

  private mutating func without(_ left: Int, _ right: Int) -> Int {
    switch (nodes[left], nodes[right]) {
    case (.empty, _), (_, .empty): left
    case (_, .everyone): node(.empty)
    default: left == right ? node(.empty) : node(.andNot(left, right))
    }
  }

  private mutating func union(_ left: Int, _ right: Int) -> Int {
    switch (nodes[left], nodes[right]) {
    case (.empty, _), (_, .everyone): right
    case (_, .empty), (.everyone, _): left
    default: left == right ? left : node(.or(left, right))
    }
  }
}

extension Expression {
  /// The facts that a condition names, columns left out.
  fileprivate var facts: Set<Fact> {
    switch self {
    case .constant, .phones, .column: []
    case .fact(let fact): [fact]
    case .not(let part): part.facts
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.facts) }
    }
  }
}
