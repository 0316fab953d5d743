import Testing

@testable import CensusRules

/// Tokens of conditions, each with its byte.
@Suite struct ExpressionLexerTests {
  private func tokens(_ text: String) throws -> [(token: ExpressionLexer.Token, index: Int)] {
    var lexer = ExpressionLexer(text)
    var tokens: [(token: ExpressionLexer.Token, index: Int)] = []
    repeat { tokens.append(try lexer.next()) } while tokens.last?.token != .end
    return tokens
  }

  @Test func wordsNumbersTitlesAndSigns() throws {
    let found = try tokens("U and\t(P >= 2, not 'A \"B\"')")
    #expect(
      found.map(\.token) == [
        .word("U"), .word("and"), .sign("("), .word("P"), .sign(">="), .number("2"), .sign(","),
        .word("not"), .title("A \"B\""), .sign(")"), .end,
      ])
    #expect(found.map(\.index) == [0, 2, 6, 7, 9, 12, 13, 15, 19, 26, 27])
  }

  @Test func theLongestSignIsTaken() throws {
    #expect(
      try tokens("<=<!==>").map(\.token) == [
        .sign("<="), .sign("<"), .sign("!="), .sign("="), .sign(">"), .end,
      ])
  }

  @Test(arguments: [("P > 2x", 4), ("U and 'open", 6), ("U & V", 2)])
  func refusals(text: String, byte: Int) throws {
    let error = try #require(throws: ExpressionError.self) { try tokens(text) }
    #expect(error.index == byte)
  }
}
