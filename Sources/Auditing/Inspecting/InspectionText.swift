internal import TextOutput

/// The looks of files that people look into.
enum InspectionText {
  /// The most entries of a list that a terminal shows one by one.
  private static let listCountMax = 20
  /// Blanks after the name of a fact included.
  private static let nameWidth = 17

  /// How many entries of a list are shown.
  static func countMax(_ style: TextStyle) -> Int { style.width == nil ? Int.max : listCountMax }

  /// The name of a file, and facts that are one number or text each.
  static func head(_ file: String, _ facts: [(name: String, value: String)]) -> [String] {
    [AuditOutcome.printable(file)]
      + facts.map { "  \(left($0.name, nameWidth))\(AuditOutcome.printable($0.value))" }
  }

  /// A line after a list that was cut short.
  static func more(_ count: Int, _ countMax: Int) -> [String] {
    count > countMax ? ["… and \(count - countMax) more; JSON has all"] : []
  }

  static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func right(_ number: Int, _ width: Int) -> String { right(String(number), width) }

  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}
