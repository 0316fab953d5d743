internal import CensusModel
internal import CensusRules

/// Rule sets made of the bytes of an input, as text.
enum RuleDraw {
  private static let comparisons = ["=", "!=", "<", "<=", ">", ">="]
  private static let phones = [0, 1, 2, 3, 5, 9, 10, 11, 12, 20, 25, 40]
  private static let licenses = [1, 2, 3, 4, 5, 9, 10, 11, 20, 1000]
  private static let classes = ["phone", "analog", "ctiPort", "sparkRemote", "none"]

  /// A rule set; nil for the one that every program carries, and where the reader refuses what was
  /// made.
  static func rules(_ draw: inout Draw) -> RuleSet? {
    let columnCount = draw.below(10)
    guard columnCount > 0 else { return nil }
    let license = licenses[draw.below(licenses.count)]
    let columns = (0..<columnCount).map { column(String($0), &draw) }
    let isLicensed = draw.below(2) > 0
    let licensed =
      isLicensed ? "\"licensed\": \"\(condition(depth: 3, &draw, before: 0))\", " : ""
    let text = """
      {"schema": 1, "auditVersion": "x", "phonesPerLicense": \(license), \(licensed)"columns": [
        {"title": "Customer PKID", "kind": "customerPKID"},
        \(columns.joined(separator: ",\n  "))
      ]}
      """
    return try? RuleSet(parsing: Array(text.utf8), file: "made rules")
  }

  private static func column(_ title: String, _ draw: inout Draw) -> String {
    let kind = draw.below(16)
    guard kind > 0 else {
      let name = classes[draw.below(classes.count)]
      return #"{"title": "\#(title)", "kind": "standaloneDevices", "class": "\#(name)"}"#
    }
    // Two that are exclusive mostly count one person, and are refused.
    let isExclusive = title == "0" && kind < 8
    let condition = condition(depth: 4, &draw, before: Int(title) ?? 0)
    let whole = isExclusive ? "U and (\(condition))" : condition
    return #"{"title": "\#(title)", "kind": "persons", "exclusive": \#(isExclusive), "#
      + #""where": "\#(whole)"}"#
  }

  private static func condition(depth: Int, _ draw: inout Draw, before: Int) -> String {
    switch draw.below(depth == 0 ? 4 : 8) {
    case 0, 1: return Fact.allCases[draw.below(Fact.allCases.count)].symbol
    case 2:
      let comparison = comparisons[draw.below(comparisons.count)]
      return "P \(comparison) \(phones[draw.below(phones.count)])"
    case 3 where before > 0: return "column('\(draw.below(before))')"
    case 3, 4: return "not (\(condition(depth: max(0, depth - 1), &draw, before: 0)))"
    case 5:
      let left = condition(depth: depth - 1, &draw, before: before)
      return "(\(left) or \(condition(depth: depth - 1, &draw, before: before)))"
    default:
      let left = condition(depth: depth - 1, &draw, before: before)
      return "(\(left) and \(condition(depth: depth - 1, &draw, before: before)))"
    }
  }
}
