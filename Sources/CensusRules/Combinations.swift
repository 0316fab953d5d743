internal import CensusModel

/// All persons that a rule set can tell apart: every set of facts with every class of P. A class
/// of P is a range of numbers between two thresholds; all numbers in it fulfil the same conditions.
///
/// Combination *i* has the facts `i % factSetCount` and the class `i / factSetCount`.
struct Combinations {
  private static let factCount = 1 + Int(Fact.allCases.map(\.rawValue).max() ?? 0)
  private static let factSetCount = 1 << factCount
  private static let wordsPerClass = factSetCount / UInt64.bitWidth

  /// The smallest P of each class, ascending, the first 0.
  private let leastPhones: [Int]

  /// - Parameter thresholds: the numbers n of all comparisons P ≥ n, each ≥ 1.
  init(thresholds: Set<Int>) { leastPhones = [0] + thresholds.sorted() }

  /// The combinations that fulfil a condition.
  ///
  /// - Parameters:
  ///   - condition: the condition; its thresholds must be among those of the combinations.
  ///   - columns: the tables of the columns that it may name, by index.
  func table(of condition: Expression, columns: [TruthTable]) -> TruthTable {
    switch condition {
    case .constant(let value): constant(value)
    case .fact(let fact): table(of: fact)
    case .phones(let least): table(ofPhonesAtLeast: least)
    case .not(let part): table(of: part, columns: columns).inverted()
    case .and(let parts):
      parts.reduce(into: constant(true)) { $0.intersect(table(of: $1, columns: columns)) }
    case .or(let parts):
      parts.reduce(into: constant(false)) { $0.unite(table(of: $1, columns: columns)) }
    case .column(let index): columns[index]
    }
  }

  /// A table that is true for every person, or for none.
  func constant(_ value: Bool) -> TruthTable {
    TruthTable(
      words: [UInt64](
        repeating: value ? .max : 0, count: leastPhones.count * Self.wordsPerClass))
  }

  /// A combination in words, such as `U, V and P = 1`.
  func description(of combination: Int) -> String {
    let facts = FactSet(rawValue: UInt16(combination % Self.factSetCount))
    let symbols = Fact.allCases.filter(facts.contains).map(\.symbol).joined(separator: ", ")
    let phones = "P = \(leastPhones[combination / Self.factSetCount])"
    return symbols.isEmpty ? "no fact and \(phones)" : "\(symbols) and \(phones)"
  }

  /// The facts below 6 alternate within a word, the others from word to word.
  private func table(of fact: Fact) -> TruthTable {
    let within: [UInt64] = [
      0xAAAA_AAAA_AAAA_AAAA, 0xCCCC_CCCC_CCCC_CCCC, 0xF0F0_F0F0_F0F0_F0F0,
      0xFF00_FF00_FF00_FF00, 0xFFFF_0000_FFFF_0000, 0xFFFF_FFFF_0000_0000,
    ]
    let bit = Int(fact.rawValue)
    let words = leastPhones.count * Self.wordsPerClass
    return TruthTable(
      words: (0..<words).map { word in
        if bit < within.count { return within[bit] }
        return word >> (bit - within.count) & 1 == 1 ? .max : 0
      })
  }

  private func table(ofPhonesAtLeast least: Int) -> TruthTable {
    TruthTable(
      words: leastPhones.flatMap { phones in
        [UInt64](repeating: phones >= least ? .max : 0, count: Self.wordsPerClass)
      })
  }
}
