internal import CensusModel
internal import Documents

/// Reads the text of a condition. Recursive descent, one function for each line of the grammar:
///
/// ```
/// condition  = all *("or" all)
/// all        = part *("and" part)
/// part       = "not" part | "(" condition ")" | fact | phones | columns
/// phones     = "P" ("=" | "!=" | "<" | "<=" | ">" | ">=") number
/// columns    = "column" "(" title *("," title) ")"
/// ```
struct ExpressionParser {
  private var lexer: ExpressionLexer
  private let earlier: [Column]
  private var token = ExpressionLexer.Token.end
  private var index = 0
  private var nesting = 0

  /// Reads a whole condition.
  ///
  /// - Parameters:
  ///   - text: the condition.
  ///   - earlier: the columns that it may name: those before its own, so that no column can come
  ///     to name itself.
  static func parse(_ text: String, earlier: [Column]) throws(ExpressionError) -> Expression {
    guard text.utf8.count <= RuleSetLimits.conditionByteCountMax else {
      throw ExpressionError(
        index: 0,
        reason: "a condition has at most \(RuleSetLimits.conditionByteCountMax) bytes; split it")
    }
    var parser = ExpressionParser(lexer: ExpressionLexer(text), earlier: earlier)
    try parser.advance()
    let condition = try parser.condition()
    guard parser.token == .end else {
      throw parser.unexpected("'and', 'or' or the end of the condition")
    }
    return condition
  }

  private init(lexer: ExpressionLexer, earlier: [Column]) {
    self.lexer = lexer
    self.earlier = earlier
  }

  private mutating func condition() throws(ExpressionError) -> Expression {
    var parts = [try all()]
    while token == .word("or") {
      try advance()
      parts.append(try all())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func all() throws(ExpressionError) -> Expression {
    var parts = [try part()]
    while token == .word("and") {
      try advance()
      parts.append(try part())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func part() throws(ExpressionError) -> Expression {
    let expected = "a fact (\(Fact.symbols)), P, not, column or '('"
    switch token {
    case .word("not"):
      return .not(try nested { parser throws(ExpressionError) in try parser.part() })
    case .sign("("):
      let inner = try nested { parser throws(ExpressionError) in try parser.condition() }
      try take(.sign(")"), "'and', 'or' or ')'")
      return inner
    case .word("P"): return try phones()
    case .word("column"): return try columns()
    case .word(let symbol):
      guard let fact = Fact.allCases.first(where: { $0.symbol == symbol }) else {
        throw unexpected(expected)
      }
      try advance()
      return .fact(fact)
    case .number, .title, .sign, .end: throw unexpected(expected)
    }
  }

  private mutating func phones() throws(ExpressionError) -> Expression {
    try advance()
    guard case .sign(let sign) = token, ["=", "!=", "<", "<=", ">", ">="].contains(sign) else {
      throw unexpected("=, !=, <, <=, > or >= after P")
    }
    try advance()
    guard case .number(let digits) = token else { throw unexpected("a number of phones") }
    guard let number = Int(digits), number <= RuleSetLimits.phonesMax else {
      throw unexpected("a number of phones up to \(RuleSetLimits.phonesMax)")
    }
    try advance()
    return Self.comparison(sign, number)
  }

  private static func comparison(_ sign: String, _ number: Int) -> Expression {
    switch sign {
    case ">=": atLeast(number)
    case ">": atLeast(number + 1)
    case "<": fewer(than: number)
    case "<=": fewer(than: number + 1)
    case "=" where number == 0: fewer(than: 1)
    case "=": .and([atLeast(number), fewer(than: number + 1)])
    default: number == 0 ? atLeast(1) : .or([fewer(than: number), atLeast(number + 1)])
    }
  }

  private static func atLeast(_ number: Int) -> Expression {
    number == 0 ? .constant(true) : .phones(atLeast: number)
  }

  private static func fewer(than number: Int) -> Expression {
    number == 0 ? .constant(false) : .not(.phones(atLeast: number))
  }

  private mutating func columns() throws(ExpressionError) -> Expression {
    try advance()
    guard token == .sign("(") else { throw unexpected("'(' after column") }
    var parts: [Expression] = []
    repeat {
      try advance()
      parts.append(.column(try columnIndex()))
    } while token == .sign(",")
    try take(.sign(")"), "',' or ')'")
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func columnIndex() throws(ExpressionError) -> Int {
    guard case .title(let title) = token else { throw unexpected("a title in quotes") }
    guard let found = earlier.firstIndex(where: { $0.title == title }) else {
      throw ExpressionError(
        index: index,
        reason: "no column before this one has the title \(shown(title)); copy the title exactly")
    }
    guard earlier[found].condition != nil else {
      throw ExpressionError(
        index: index,
        reason: "the column \(shown(title)) does not count persons, so no condition can name it")
    }
    try advance()
    return found
  }

  /// Passes the current token, and reads what is inside it.
  private mutating func nested(
    _ read: (inout ExpressionParser) throws(ExpressionError) -> Expression
  ) throws(ExpressionError) -> Expression {
    guard nesting < RuleSetLimits.nestingMax else {
      throw ExpressionError(
        index: index,
        reason: "'not' and '(' may stand \(RuleSetLimits.nestingMax) deep; simplify the condition")
    }
    nesting += 1
    defer { nesting -= 1 }
    try advance()
    return try read(&self)
  }

  private mutating func take(
    _ wanted: ExpressionLexer.Token, _ expected: String
  ) throws(ExpressionError) {
    guard token == wanted else { throw unexpected(expected) }
    try advance()
  }

  private mutating func advance() throws(ExpressionError) {
    (token, index) = try lexer.next()
  }

  private func unexpected(_ expected: String) -> ExpressionError {
    let found =
      switch token {
      case .word(let text), .number(let text), .sign(let text): shown(text)
      case .title(let text): "the title \(shown(text))"
      case .end: "the end of the condition"
      }
    return ExpressionError(index: index, reason: "expected \(expected), found \(found)")
  }
}

extension Fact {
  /// All symbols, for errors.
  fileprivate static var symbols: String { allCases.map(\.symbol).joined(separator: ", ") }
}
