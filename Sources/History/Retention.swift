internal import Auditing

/// How long audits are kept: what is older, counted back from the newest audit of its provider and
/// host and never from the clock, goes. Everything is kept unless told otherwise.
package enum Retention: Equatable, Sendable {
  /// So many months.
  case months(Int)
  /// For ever.
  case forever

  /// As `PRAGMA user_version` of a store holds it: 0 is what no store has been told.
  var stored: Int {
    switch self {
    case .months(let count): count
    case .forever: -1
    }
  }

  init(stored: Int) { self = stored <= 0 ? .forever : .months(stored) }

  /// Reads `24m`, `2y` or `forever`; nil for anything else.
  package init?(_ text: String) {
    if text == "forever" {
      self = .forever
      return
    }
    let digits = text.dropLast()
    guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
      (1...9999).contains(number)
    else { return nil }
    switch text.last {
    case "m": self = .months(number)
    case "y": self = .months(12 * number)
    default: return nil
    }
  }

  /// The first moment that is kept; nil where all are. The same day and time so many months before;
  /// where that month is shorter, its last day.
  ///
  /// - Parameter newest: `YYYY-MM-DD HH:MM`.
  package func begin(before newest: String) -> String? {
    guard case .months(let count) = self, let year = Int(newest.prefix(4)),
      let month = Int(newest.dropFirst(5).prefix(2)), let day = Int(newest.dropFirst(8).prefix(2))
    else { return nil }
    let months = year * 12 + month - 1 - count
    guard months >= 12 else { return nil }
    let last = Self.dayCount(month: months % 12 + 1, year: months / 12)
    return Self.padded(months / 12, 4) + "-" + Self.padded(months % 12 + 1, 2) + "-"
      + Self.padded(min(day, last), 2) + newest.dropFirst(10)
  }

  private static func dayCount(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
