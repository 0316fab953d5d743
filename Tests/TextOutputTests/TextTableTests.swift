import CensusModel
import Testing

@testable import TextOutput

/// The one table for people.
@Suite struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable([.label, .number, .prose])
    table.append(titles: ["name", "n", "why"])
    table.append(row: ["abcdefghijklmnop", "12345", "one two three"])
    table.append(row: ["b", "7", ""])
    return table
  }

  @Test func whereThereIsNoTerminalNothingIsCut() {
    #expect(
      table().text(TextStyle()) == """
        name                  n  why
        abcdefghijklmnop  12345  one two three
        b                     7

        """)
  }

  /// 40 columns: two less than it takes (20, 9 and 9 with two gaps), so that the text is cut in its
  /// middle.
  @Test func labelsGiveWayAndNumbersNever() {
    var table = TextTable([.label, .number, .number])
    table.append(row: ["abcdefghijklmnopqrst", "1234567", "123456789"])
    #expect(
      table.text(TextStyle(width: 40)) == "abcdefgh..mnopqrst    1234567  123456789\n")
  }

  @Test func proseGoesOnInFurtherLines() {
    var table = TextTable([.number, .prose])
    table.append(row: ["1", "a word and another one, and the very last of them"])
    #expect(
      table.text(TextStyle(width: 40)) == """
        1  a word and another one, and the very
           last of them

        """)
  }

  /// A condition of a rule set may be one word that is longer than the line.
  @Test(arguments: 1...30) func wrappingLosesNothing(_ width: Int) {
    let text = "ab cde fghijklmnopqrstuvwxyz é 漢字 0123456789012345"
    let lines = TextTable.wrapped(text, width)
    #expect(lines.allSatisfy { $0.count <= width && !$0.isEmpty })
    let blanks = Set<Character>([" "])
    #expect(lines.joined().filter { !blanks.contains($0) } == text.filter { !blanks.contains($0) })
  }

  @Test func charactersAreMeasuredAndNotBytes() {
    var table = TextTable([.label, .number])
    table.append(row: ["ééé", "1"])
    table.append(row: ["abcd", "2"])
    #expect(table.text(TextStyle()) == "ééé   1\nabcd  2\n")
  }

  @Test func coloursChangeNothingElse() {
    let plain = table().text(TextStyle(width: 80))
    let coloured = table().text(TextStyle(width: 80, isColoured: true))
    #expect(coloured.hasPrefix("\u{1B}[1mname\u{1B}[0m  "))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    #expect(coloured != plain)
  }

  /// Fewer than 40 columns are taken for 40: below, numbers have no room.
  @Test func narrowTerminalsHave40Columns() {
    #expect(table().text(TextStyle(width: 1)) == table().text(TextStyle(width: 40)))
  }
}
