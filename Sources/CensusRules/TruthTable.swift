/// Which of the combinations of a rule set fulfil a condition: one bit each.
struct TruthTable {
  private var words: [UInt64]

  init(words: [UInt64]) { self.words = words }

  /// The first combination that fulfils the condition; nil where none does.
  var first: Int? {
    guard let word = words.firstIndex(where: { $0 != 0 }) else { return nil }
    return word * UInt64.bitWidth + words[word].trailingZeroBitCount
  }

  /// True if this combination fulfils the condition.
  func contains(_ combination: Int) -> Bool {
    words[combination / UInt64.bitWidth] >> UInt64(combination % UInt64.bitWidth) & 1 == 1
  }

  /// Those that do not fulfil the condition.
  func inverted() -> TruthTable { TruthTable(words: words.map(~)) }

  /// Keeps those that fulfil the other condition, too.
  mutating func intersect(_ other: TruthTable) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Adds those that fulfil the other condition.
  mutating func unite(_ other: TruthTable) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Those that fulfil both conditions.
  func intersection(_ other: TruthTable) -> TruthTable {
    var both = self
    both.intersect(other)
    return both
  }
}
