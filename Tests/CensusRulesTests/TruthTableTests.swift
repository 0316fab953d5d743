import Testing

@testable import CensusRules

/// Bits of combinations, over several words.
@Suite struct TruthTableTests {
  private static let (low, high) = (
    TruthTable(words: [0b0110, 0]), TruthTable(words: [0b0100, 1 << 63])
  )

  private func combinations(_ table: TruthTable) -> [Int] { (0..<128).filter(table.contains) }

  @Test func bitsAreCombinations() {
    #expect(combinations(Self.low) == [1, 2])
    #expect(combinations(Self.high) == [2, 127])
  }

  @Test func theFirstCombination() {
    #expect(Self.low.first == 1)
    #expect(TruthTable(words: [0, 0b1000]).first == 67)
    #expect(TruthTable(words: [0, 0]).first == nil)
  }

  @Test func bothEitherAndNot() {
    #expect(combinations(Self.low.intersection(Self.high)) == [2])
    var either = Self.low
    either.unite(Self.high)
    #expect(combinations(either) == [1, 2, 127])
    #expect(combinations(Self.low.inverted()) == (0..<128).filter { $0 != 1 && $0 != 2 })
  }
}
