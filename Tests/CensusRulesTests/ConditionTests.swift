import CensusModel
import CensusRules
import Documents
import Testing

/// The language of conditions.
@Suite struct ConditionTests {
  @Test(arguments: Fact.allCases)
  func namesEveryFact(_ fact: Fact) throws {
    #expect(try RuleText.condition(fact.symbol) == .fact(fact))
  }

  @Test func bindsNotBeforeAndBeforeOr() throws {
    let expected = Expression.or([
      .and([.not(.fact(.ucmUser)), .fact(.webex)]), .fact(.spark),
    ])
    #expect(try RuleText.condition("not U and W or S") == expected)
    #expect(try RuleText.condition("((not (U)) and W) or (S)") == expected)
    #expect(
      try RuleText.condition("not (U and (W or S))")
        == .not(.and([.fact(.ucmUser), .or([.fact(.webex), .fact(.spark)])])))
    #expect(try RuleText.condition("not not U") == .not(.not(.fact(.ucmUser))))
  }

  @Test func readsSeveralPartsAsOne() throws {
    let facts = [Expression.fact(.teams), .fact(.teamsVoice), .fact(.exchange)]
    #expect(try RuleText.condition("T and TV and X") == .and(facts))
    #expect(try RuleText.condition("T or TV or X") == .or(facts))
  }

  @Test func takesBlanksAsSeparatorsOnly() throws {
    #expect(
      try RuleText.condition(#" \tU\r\n and(W)and P>=2 "#)
        == RuleText.condition("U and W and P >= 2"))
  }

  /// Every comparison means what arithmetic says, at and around its number.
  @Test(arguments: ["=", "!=", "<", "<=", ">", ">="], [0, 1, 2, 10, 999, 1000])
  func comparesPhones(_ sign: String, _ number: Int) throws {
    // Without "or W", a comparison that holds for no person would be refused.
    let rules = try RuleText.parse(
      RuleText.ruleSet([RuleText.persons("A", "P \(sign) \(number) or W")]))
    let condition = try #require(rules.columns[1].condition)
    for phones in [0, 1, 2, 3, 9, 10, 11, 998, 999, 1000, 1001, 5000] {
      let expected =
        switch sign {
        case "=": phones == number
        case "!=": phones != number
        case "<": phones < number
        case "<=": phones <= number
        case ">": phones > number
        default: phones >= number
        }
      let counted = condition.evaluate(facts: [], phones: phones, columns: rules.columns)
      #expect(counted == expected, "P = \(phones)")
    }
  }

  @Test func lowersComparisonsToAtLeast() throws {
    #expect(try RuleText.condition("P >= 3") == .phones(atLeast: 3))
    #expect(try RuleText.condition("P > 3") == .phones(atLeast: 4))
    #expect(try RuleText.condition("P < 3") == .not(.phones(atLeast: 3)))
    #expect(try RuleText.condition("P <= 3") == .not(.phones(atLeast: 4)))
    #expect(
      try RuleText.condition("P = 3") == .and([.phones(atLeast: 3), .not(.phones(atLeast: 4))]))
    #expect(
      try RuleText.condition("P != 3") == .or([.not(.phones(atLeast: 3)), .phones(atLeast: 4)]))
    #expect(try RuleText.condition("P = 0") == .not(.phones(atLeast: 1)))
    #expect(try RuleText.condition("P != 0") == .phones(atLeast: 1))
    #expect(try RuleText.condition("P >= 0") == .constant(true))
  }

  @Test func namesColumnsByTitle() throws {
    let text = RuleText.ruleSet([
      RuleText.persons("A", "U and V"), #"{"title": "Sites", "kind": "sites"}"#,
      RuleText.persons("It's B", "U and W"),
      RuleText.persons("C", #"column('A') or column(\"It's B\")"#),
      RuleText.persons("D", #"S and column('A', \"It's B\" ,'C')"#),
    ])
    let rules = try RuleText.parse(text)
    #expect(rules.columns[4].condition == .or([.column(1), .column(3)]))
    let condition = try #require(rules.columns[5].condition)
    #expect(condition == .and([.fact(.spark), .or([.column(1), .column(3), .column(4)])]))
    let a = Expression.and([.fact(.ucmUser), .fact(.voicemail)])
    let b = Expression.and([.fact(.ucmUser), .fact(.webex)])
    #expect(condition.resolved(in: rules) == .and([.fact(.spark), .or([a, b, .or([a, b])])]))
    let facts = [Fact.ucmUser, .webex, .spark].reduce(into: FactSet()) { $0.insert($1) }
    #expect(condition.evaluate(facts: facts, phones: 0, columns: rules.columns))
    let less = [Fact.ucmUser, .spark].reduce(into: FactSet()) { $0.insert($1) }
    #expect(!condition.evaluate(facts: less, phones: 0, columns: rules.columns))
  }

  /// A condition, the part at which the error must point, and what it must say.
  static let mistakes: [(condition: String, at: String, says: String)] = [
    ("U and Q", "Q", "expected a fact (U, V"), ("U and u", "u\"", "found 'u'"),
    ("U or", "\"}", "found the end of the condition"), ("U W", "W", "expected 'and', 'or'"),
    ("(U and W", "\"}", "expected 'and', 'or' or ')'"), ("U) and W", ") and", "found ')'"),
    ("U and ()", ")\"", "found ')'"), ("U and and W", "and W", "found 'and'"),
    ("U AND W", "AND", "found 'AND'"), ("U and P", "\"}", "after P"), ("P 1", "1\"", "after P"),
    ("P = W", "W", "a number of phones"), ("P = -1", "-1", "'-' has no meaning"),
    ("P = 1.5", ".5", "'.' has no meaning"), ("P = 1x", "1x", "neither a number nor a word"),
    ("P = 1001", "1001", "up to 1000"), ("P = 99999999999999999999", "9999", "up to 1000"),
    ("P == 1", "= 1", "a number of phones"), ("2 < P", "2 <", "found '2'"),
    ("U & W", "& W", "'&' has no meaning"), ("U and ü", "ü", "'ü' has no meaning"),
    ("column", "\"}", "'(' after column"), ("column()", ")\"", "a title in quotes"),
    ("column(B)", "B)", "a title in quotes"), ("column('B'", "\"}", "',' or ')'"),
    ("column('B',)", ")\"", "a title in quotes"), ("column('B' 'B')", "'B')", "',' or ')'"),
    ("column('B)", "'B)", "last quote is missing"),
    ("column('b')", "'b'", "no column before this one"),
    ("column('X')", "'X'", "no column before this one"),
    ("column('Later')", "'Later'", "no column before this one"),
    ("column('Key')", "'Key'", "does not count persons"), ("", "\"}", "found the end"),
    ("'B'", "'B'", "found the title 'B'"),
  ]

  @Test(arguments: mistakes.indices)
  func refusesWhatIsNoCondition(_ index: Int) throws {
    let (condition, at, says) = Self.mistakes[index]
    let column = RuleText.persons("X", condition)
    let text = RuleText.ruleSet([
      RuleText.persons("B", "U"), column, RuleText.persons("Later", "U"),
    ])
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    let conditionByte =
      try #require(RuleText.byte(of: column, in: text))
      + #require(RuleText.byte(of: "where", in: column)) + "where\": \"".utf8.count
    let rest = String(decoding: Array(text.utf8)[conditionByte...], as: UTF8.self)
    let expected = conditionByte + (try #require(RuleText.byte(of: at, in: rest)))
    #expect(error.reason.contains(says), "\(error)")
    #expect(error.byte == expected, "\(error)")
    #expect(error.line == 4)
    #expect(error.file == "rules.json")
  }

  /// Escapes are longer in the file than in the value; the place is right all the same.
  @Test func findsThePlaceBehindEscapes() throws {
    let title = "é€😀é€😀\\\""
    let text = RuleText.ruleSet([
      RuleText.persons(#"é€😀é€😀\\\""#, "U"),
      RuleText.persons("X", #"U\tand column('\u00e9\u20ac\ud83d\ude00é€😀\\\"') and Q"#),
    ])
    #expect(try RuleText.parse(text.replacing("and Q", with: "")).columns[1].title == title)
    let error = try #require(throws: DocumentError.self) { try RuleText.parse(text) }
    #expect(error.byte == RuleText.byte(of: "Q\"", in: text), "\(error)")
  }

  @Test func boundsNestingAndLength() throws {
    let nested = { (depth: Int) in
      String(repeating: "(", count: depth) + "U" + String(repeating: ")", count: depth)
    }
    #expect(try RuleText.condition(nested(32)) == .fact(.ucmUser))
    #expect(throws: DocumentError.self) { try RuleText.condition(nested(33)) }
    #expect(throws: DocumentError.self) { try RuleText.condition(nested(2000)) }
    #expect(throws: DocumentError.self) {
      try RuleText.condition(String(repeating: "not ", count: 33) + "U")
    }
    let long = String(repeating: " ", count: 4095)
    #expect(try RuleText.condition(long + "U") == .fact(.ucmUser))
    #expect(throws: DocumentError.self) { try RuleText.condition(long + " U") }
  }
}
