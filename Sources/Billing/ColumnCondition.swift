/// A condition on the columns of a customer:
///
/// ```
/// condition  = all *("or" all)
/// all        = part *("and" part)
/// part       = "not" part | "(" condition ")" | title sign number
/// sign       = "=" | "!=" | "<" | "<=" | ">" | ">="
/// ```
///
/// A title is in single or double quotes. The number of a setting is 1 for `Y` and 0 for `N`.
public indirect enum ColumnCondition: Equatable, Sendable {
  case atLeast(title: String, Int)
  case not(ColumnCondition)
  case and(ColumnCondition, ColumnCondition)
  case or(ColumnCondition, ColumnCondition)

  /// Reads a condition.
  public init(parsing text: String) throws(ColumnConditionError) {
    var parser = ColumnConditionParser(text)
    self = try parser.whole()
  }

  /// The titles of its columns.
  var titles: [String] {
    switch self {
    case .atLeast(let title, _): [title]
    case .not(let part): part.titles
    case .and(let left, let right), .or(let left, let right): left.titles + right.titles
    }
  }

  /// True for a customer that fulfils it.
  func holds(_ number: (String) -> Int) -> Bool {
    switch self {
    case .atLeast(let title, let least): number(title) >= least
    case .not(let part): !part.holds(number)
    case .and(let left, let right): left.holds(number) && right.holds(number)
    case .or(let left, let right): left.holds(number) || right.holds(number)
    }
  }
}
