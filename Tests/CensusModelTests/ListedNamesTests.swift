import CensusModel
import Testing

@Suite struct ListedNamesTests {
  /// 6,000 names with counts of their own.
  private static let counts = Dictionary(
    uniqueKeysWithValues: (0..<6000).map { (String(100_000 + $0 * 7 % 6000), $0 + 1) })

  @Test func firstNamesStayAndTheRestIsCounted() {
    var counts = Self.counts
    ListedNames.keepFirst(of: &counts)
    let kept = (100_000..<104_000).map(String.init)
    #expect(counts.count == 4001)
    #expect(kept.allSatisfy { counts[$0] == Self.counts[$0] })
    #expect(counts.values.reduce(0, +) == 6000 * 6001 / 2)
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
    #expect(counts == before && ListedNames.listed(counts) == before)
    counts["c"] = 1
    let listed = ListedNames.listed(counts)
    #expect(listed.count == 1001 && listed["(others)"] == 4 && listed["c"] == nil)
  }

  /// A twin that takes one name after the other.
  @Test(arguments: [(1000, 3), (1001, 1), (1001, 5), (1400, 7), (3900, 50)])
  func firstAndMostFrequentAreListed(_ nameCount: Int, _ countMax: Int) {
    var counts = ["(others)": 11]
    for index in 0..<nameCount {
      counts["n\(100_000 + index)"] = 1 + index * 7919 % 1009 % countMax
    }
    var left = counts.filter { $0.key != "(others)" }
    var expected: [String: Int] = [:]
    while expected.count < 500, let first = left.keys.min() {
      expected[first] = left.removeValue(forKey: first)
    }
    var rest = left.map { (name: $0.key, count: $0.value) }
    while expected.count < 1000, !rest.isEmpty {
      let count = rest.map(\.count).max()!
      let name = rest.filter { $0.count == count }.map(\.name).min()!
      expected[name] = count
      rest.removeAll { $0.name == name }
    }
    expected["(others)"] = 11 + rest.reduce(0) { $0 + $1.count }
    #expect(ListedNames.listed(counts) == expected)
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
