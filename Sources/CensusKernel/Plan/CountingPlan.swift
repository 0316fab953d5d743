internal import CensusModel
public import CensusRules

/// A rule set compiled to operations on planes. Changing rules changes the plan, never a loop.
///
/// Inputs are the planes of the facts and one plane per phone threshold ("P ≥ n"). Common parts of
/// columns are computed once, contradictions are dropped.
public struct CountingPlan: Sendable {
  /// One operation on a tile. Operands are indexes into the tile's planes: inputs first, then
  /// registers, which are all written before anything is counted.
  enum Operation: Equatable, Sendable {
    case and(target: Int, Int, Int)
    /// The first without the second.
    case andNot(target: Int, Int, Int)
    case or(target: Int, Int, Int)
  }

  /// The count of a slot: persons in one plane who are in another one, or who are not. The plane
  /// of these persons is not stored.
  struct Count: Equatable, Sendable {
    var left: Int
    var right: Int
    var isWithout: Bool
  }

  /// The subject of a slot.
  enum Slot: Hashable, Sendable {
    /// A column of the rule set, by its index.
    case column(Int)
    case users
    case unclassifiedUsers
    case unclassifiedAccounts
    case usersOverLicense
    /// Persons who need a licence; without a slot of their own they are the users.
    case licensedPersons
    /// Licensed persons with at least one phone more than this many licences cover.
    case additionalLicense(Int)
  }

  /// How many columns the rule set has.
  let columnCount: Int
  /// The columns that count standalone devices, with the class of each.
  let standaloneColumns: [(column: Int, deviceClass: DeviceClass)]
  /// How many licences a licensed person needs.
  let formula: LicenseFormula
  /// The persons who need a licence.
  let licensed: Expression
  /// The phone thresholds that are inputs, ascending: input `Fact.allCases.count + i` is the plane
  /// "P ≥ thresholds[i]".
  let thresholds: [Int]
  let operations: [Operation]
  let slots: [Slot]
  /// One for each slot.
  let counts: [Count]
  let registerCount: Int

  /// How many planes of a tile are inputs: facts, thresholds, and last the plane of all persons.
  var inputCount: Int { Fact.allCases.count + thresholds.count + 1 }

  /// Compiles a rule set.
  public init(_ rules: RuleSet) {
    let counted = Self.countedExpressions(rules)
    columnCount = rules.columns.count
    standaloneColumns = rules.columns.enumerated().compactMap { index, column in
      if case .standaloneDevices(let deviceClass) = column.kind {
        (index, deviceClass)
      } else {
        nil
      }
    }
    formula = rules.formula
    licensed = rules.licensed
    slots = counted.map(\.slot)
    var graph = PlaneGraph(for: counted.map(\.expression))
    let roots = counted.map { graph.add($0.expression) }
    thresholds = graph.thresholds
    var scheduler = PlaneScheduler(graph: graph, roots: roots)
    let compiled = scheduler.schedule()
    operations = compiled.operations
    counts = compiled.counts
    registerCount = compiled.registerCount
  }

  private static func countedExpressions(
    _ rules: RuleSet
  ) -> [(slot: Slot, expression: Expression)] {
    let user = Expression.fact(.ucmUser)
    var counted: [(slot: Slot, expression: Expression)] = [(.users, user)]
    var exclusive: [Expression] = []
    var all: [Expression] = []
    for (index, column) in rules.columns.enumerated() {
      guard case .persons(let expression, let isExclusive) = column.kind else { continue }
      let resolved = expression.resolved(in: rules)
      counted.append((.column(index), resolved))
      all.append(resolved)
      if isExclusive { exclusive.append(resolved) }
    }
    counted.append((.unclassifiedUsers, .and([user, .not(.or(exclusive))])))
    counted.append((.unclassifiedAccounts, .and([.not(user), .not(.or(all))])))
    let formula = rules.formula
    let over = Expression.phones(atLeast: formula.leastPhones(additionalLicenses: 1))
    counted.append((.usersOverLicense, .and([user, over])))
    if rules.licensed != user { counted.append((.licensedPersons, rules.licensed)) }
    // What persons in line can need; `DeviceTally` adds the rest of those out of line.
    let inLine = formula.additionalLicenses(phones: DeviceTally.levelMax)
    for licenses in 0..<inLine {
      let least = formula.leastPhones(additionalLicenses: licenses + 1)
      counted.append(
        (.additionalLicense(licenses + 1), .and([rules.licensed, .phones(atLeast: least)])))
    }
    return counted
  }
}
