import Testing

@testable import DumpReading

/// Patterns of files that are left out.
@Suite struct ExclusionPatternTests {
  /// A pattern without `/` is compared with every name on the way, one with `/` with the path.
  @Test(arguments: [
    ("old", "old", true), ("old", "june/old/a.json", true), ("old", "older/a.json", false),
    ("*.bak", "a/b.bak", true), ("*.bak", "a.bak/c.json", true), ("*.bak", "a.bak2", false),
    ("june/*", "june/a.json", true), ("june/*", "may/june/a.json", false),
    ("june/*.json", "june/x/a.json", true), ("june/x", "june/x/a.json", true),
    ("a?c", "abc", true), ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[a-c]x", "dx", false),
    ("./june/", "june/a.json", true), ("june", "./june/a.json", true),
  ])
  func patterns(pattern: String, path: String, isLeftOut: Bool) {
    #expect(Exclusions([pattern]).exclude(path) == isLeftOut)
  }

  @Test func anyPatternIsEnough() {
    let exclusions = Exclusions(["old", "june/*"])
    #expect(exclusions.exclude("x/old"))
    #expect(exclusions.exclude("june/a"))
    #expect(!exclusions.exclude("july/a"))
    #expect(Exclusions([]).isEmpty)
    #expect(!Exclusions([]).exclude("old"))
  }
}
