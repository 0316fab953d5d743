import Testing

@testable import Import

/// Texts by number, and the keys by which records are joined.
@Suite struct TextPoolTests {
  @Test func textsAreTheSameByTheirBytes() {
    var pool = TextPool()
    let texts = ["SEP1", "sep1", "é", "e\u{301}", "a\0", "a", ""]
    let numbers = texts.map { pool.number(of: $0) }
    #expect(Set(numbers).count == texts.count)
    #expect(numbers == texts.map { pool.number(of: $0) })
    #expect(numbers.map(pool.string) == texts)
    #expect(pool.number(of: "").isEmpty && pool.count == texts.count)
  }

  @Test(arguments: [
    ("SEP1", " sep1 ", true), ("É", "é", false), ("a b", "ab", false), ("   ", "", true),
    ("\ta", "a", false), ("A\u{212A}", "ak", false),
  ])
  func keysAreFolded(_ first: String, _ second: String, isOneKey: Bool) {
    var pool = TextPool()
    let (first, second) = (pool.number(of: first), pool.number(of: second))
    #expect((pool.key(of: first) == pool.key(of: second)) == isOneKey)
  }

  /// As many texts as make the table grow, half of them other spellings, in two pools.
  @Test func poolsAreMerged() {
    var (left, right) = (TextPool(), TextPool())
    for index in 0..<5000 { _ = left.number(of: "User \(index)") }
    let rights = (2500..<7500).map { right.number(of: "user \($0)") }
    let numbers = left.merge(right)
    for (index, number) in zip(2500..., rights) {
      let here = numbers[Int(number.number)]
      #expect(left.string(here) == "user \(index)")
      let isKnown = index < 5000
      #expect(left.string(left.key(of: here)) == (isKnown ? "User" : "user") + " \(index)")
    }
    #expect(numbers[0].isEmpty && left.count == 10_001)
  }

  @Test func keysAreFoundWithoutAdding() {
    var pool = TextPool()
    let text = pool.number(of: "ABC")
    #expect(Array("abc ".utf8).withUnsafeBytes { pool.key(of: $0) } == text)
    #expect(Array("abd".utf8).withUnsafeBytes { pool.key(of: $0) } == nil)
    #expect(pool.count == 2)
  }

  @Test(arguments: [("a", "B", true), ("B", "a", false), ("a", "A", false), ("é", "z", false)])
  func keysAreOrderedByTheirBytes(_ left: String, _ right: String, precedes: Bool) {
    var pool = TextPool()
    let (left, right) = (pool.number(of: left), pool.number(of: right))
    #expect(pool.keyPrecedes(left, right) == precedes)
  }

  /// Lists of several files, some of them empty, one after the other.
  @Test func listsArePutTogether() {
    var all = TextList()
    let files = [["a", "", "b"], [], ["c"], [], ["", "d", "ee"]]
    for file in files {
      var list = TextList()
      for text in file { list.append(text.utf8) }
      all.append(list)
    }
    let texts = files.flatMap { $0 }
    #expect(all.count == texts.count)
    let read = texts.indices.map { index in
      all.withText(index) { String(decoding: $0, as: UTF8.self) }
    }
    #expect(read == texts)
  }
}
