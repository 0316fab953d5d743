import Testing
import TextOutput

/// Names that a misspelled one may mean.
@Suite struct CloseNamesTests {
  private static let commands = ["audit", "convert", "export", "import", "inspect", "merge"]

  /// A letter that is swapped, missing, too many or wrong.
  @Test(arguments: [
    ("aduit", "audit"), ("adit", "audit"), ("auddit", "audit"), ("audjt", "audit"),
    ("AUDIT", "audit"), ("convret", "convert"),
  ])
  func oneMistake(written: String, meant: String) {
    #expect(CloseNames.closest(to: written, among: Self.commands) == [meant])
  }

  @Test func aNameThatContainsTheOther() {
    #expect(CloseNames.closest(to: "spec", among: Self.commands) == ["inspect"])
    #expect(CloseNames.closest(to: "sp", among: Self.commands).isEmpty)
  }

  @Test func theClosestComeFirstThenByteOrder() {
    #expect(
      CloseNames.closest(to: "xport", among: ["import", "export", "sport"])
        == ["sport", "export", "import"])
    #expect(CloseNames.closest(to: "aa", among: ["ad", "ac", "ab", "ae"]) == ["ab", "ac", "ad"])
  }

  @Test func questions() {
    #expect(CloseNames.question("aduit", among: Self.commands) == "did you mean 'audit'?")
    #expect(
      CloseNames.question("aa", among: ["ac", "ab"]) == "did you mean 'ab' or 'ac'?")
    #expect(CloseNames.question("history", among: Self.commands) == nil)
  }
}
