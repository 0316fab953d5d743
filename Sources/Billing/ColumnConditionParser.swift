/// Reads a condition on columns: recursive descent, a function for each line of the grammar.
struct ColumnConditionParser {
  private static let nestingMax = 32
  private static let byteCountMax = 4096
  private static let numberMax = 1 << 40

  private let bytes: [UInt8]
  private var at = 0
  private var nesting = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func whole() throws(ColumnConditionError) -> ColumnCondition {
    guard bytes.count <= Self.byteCountMax else {
      throw error("a condition has at most \(Self.byteCountMax) bytes")
    }
    let condition = try condition()
    passBlanks()
    guard at == bytes.count else { throw error("expected 'and', 'or' or the end") }
    return condition
  }

  private mutating func condition() throws(ColumnConditionError) -> ColumnCondition {
    var left = try all()
    while take(word: "or") { left = .or(left, try all()) }
    return left
  }

  private mutating func all() throws(ColumnConditionError) -> ColumnCondition {
    var left = try part()
    while take(word: "and") { left = .and(left, try part()) }
    return left
  }

  private mutating func part() throws(ColumnConditionError) -> ColumnCondition {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.nestingMax else { throw error("nested too deeply; simplify it") }
    if take(word: "not") { return .not(try part()) }
    if take("(") {
      let inner = try condition()
      guard take(")") else { throw error("expected ')'") }
      return inner
    }
    let title = try title()
    return try comparison(of: title)
  }

  private mutating func title() throws(ColumnConditionError) -> String {
    passBlanks()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "'") || bytes[at] == UInt8(ascii: "\"")
    else { throw error("expected the title of a column in quotes, 'not' or '('") }
    let rest = bytes[(at + 1)...]
    guard let end = rest.firstIndex(of: bytes[at]) else {
      throw error("the title lacks its second quote")
    }
    let title = String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
    at = end + 1
    return title
  }

  /// All comparisons are made of ≥.
  private mutating func comparison(
    of title: String
  ) throws(ColumnConditionError) -> ColumnCondition {
    passBlanks()
    let signs = ["!=", "<=", ">=", "=", "<", ">"]
    guard let sign = signs.first(where: { bytes[at...].starts(with: $0.utf8) }) else {
      throw error("expected one of = != < <= > >=")
    }
    at += sign.utf8.count
    let number = try number()
    let least = ColumnCondition.atLeast(title: title, number)
    let more = ColumnCondition.atLeast(title: title, number + 1)
    switch sign {
    case ">=": return least
    case ">": return more
    case "<": return .not(least)
    case "<=": return .not(more)
    case "=": return .and(least, .not(more))
    default: return .or(.not(least), more)
    }
  }

  private mutating func number() throws(ColumnConditionError) -> Int {
    passBlanks()
    let digits = bytes[at...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard let number = Int(String(decoding: digits, as: UTF8.self)), number <= Self.numberMax
    else { throw error("expected a whole number up to \(Self.numberMax)") }
    at += digits.count
    return number
  }

  private mutating func passBlanks() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ sign: Character) -> Bool {
    passBlanks()
    guard at < bytes.count, bytes[at] == sign.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    passBlanks()
    guard bytes[at...].starts(with: word.utf8) else { return false }
    let end = at + word.utf8.count
    let isLetter = end < bytes.count && (bytes[end] | 0x20) >= 0x61 && (bytes[end] | 0x20) <= 0x7A
    guard !isLetter else { return false }
    at = end
    return true
  }

  private func error(_ reason: String) -> ColumnConditionError {
    ColumnConditionError(index: at, reason: reason)
  }
}
