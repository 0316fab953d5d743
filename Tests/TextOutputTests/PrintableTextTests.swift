import Testing
import TextOutput

/// Foreign text neither moves the cursor nor forges lines.
@Suite struct PrintableTextTests {
  @Test func controlCharactersAreSpelledOut() {
    #expect(PrintableText.escaped("a\u{1B}[2Jb\n") == "a\\u{1b}[2Jb\\u{a}")
    #expect(PrintableText.escaped("Müller 😀") == "Müller 😀")
  }

  @Test func linesStayLines() {
    #expect(PrintableText.masked(Array("a\tb\nc\u{7}\n".utf8)) == Array("a?b\nc?\n".utf8))
    #expect(PrintableText.masked([]).isEmpty)
  }

  @Test func onlyASCIITakesOneColumn() {
    #expect(PrintableText.ascii("aé~\u{7F} ") == "a?~? ")
  }

  @Test func codePointsHaveFourDigitsAtLeast() {
    #expect(PrintableText.codePoint(9) == "U+0009")
    #expect(PrintableText.codePoint(0x1F600) == "U+1F600")
  }
}
