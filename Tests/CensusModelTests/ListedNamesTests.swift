import CensusModel
import Testing

@Suite struct ListedNamesTests {
  /// 1,500 names with counts of their own.
  private static let counts = Dictionary(
    uniqueKeysWithValues: (0..<1500).map { (String(10_000 + $0 * 7 % 1500), $0 + 1) })

  @Test func firstNamesStayAndTheRestIsCounted() {
    var counts = Self.counts
    ListedNames.keepFirst(of: &counts)
    let kept = (10_000..<11_000).map(String.init)
    #expect(counts.count == 1001)
    #expect(kept.allSatisfy { counts[$0] == Self.counts[$0] })
    #expect(counts.values.reduce(0, +) == 1500 * 1501 / 2)
  }

  /// Inputs may be bounded one by one: the sum is that of all of them.
  @Test(arguments: 1...8)
  func partsAddUpToTheWhole(_ partCount: Int) {
    var whole = Self.counts.merging(Self.counts, uniquingKeysWith: +)
    ListedNames.keepFirst(of: &whole)
    var sum: [String: Int] = [:]
    for part in 0..<partCount {
      var counts = Self.counts.filter { $0.value % partCount == part }
        .mapValues { $0 * 2 }
      ListedNames.keepFirst(of: &counts)
      sum.merge(counts, uniquingKeysWith: +)
      ListedNames.keepFirst(of: &sum)
    }
    #expect(sum == whole)
  }

  @Test func fewNamesStayAsTheyAre() {
    var counts = ["(others)": 3, "a": 1]
    for index in 0..<999 { counts["b\(index)"] = 2 }
    let before = counts
    ListedNames.keepFirst(of: &counts)
    #expect(counts == before)
  }

  /// Byte order, at lengths around those that texts keep inline, with accents in two spellings.
  @Test func byteOrderIsThatOfTheBytes() {
    let stems = ["", "a", "é", "e\u{301}", "𐍈", String(repeating: "x", count: 14)]
    let texts = stems.flatMap { stem in stems.map { stem + $0 } + [stem + "y" + stem] }
    for left in texts {
      for right in texts {
        let bytes = (left: Array(left.utf8), right: Array(right.utf8))
        #expect(left.isExactly(right) == (bytes.left == bytes.right))
        #expect(left.precedesExactly(right) == bytes.left.lexicographicallyPrecedes(bytes.right))
      }
    }
  }
}
