import CensusRules
import Documents

/// Rule sets written for one test.
enum RuleText {
  static let key = #"{"title": "Key", "kind": "customerPKID"}"#

  /// A whole rule set with these columns after the key.
  static func ruleSet(_ columns: [String]) -> String {
    """
    {"schema": 1, "auditVersion": "0.1", "phonesPerLicense": 10, "columns": [
    \(([key] + columns).joined(separator: ",\n"))
    ]}
    """
  }

  /// A column that counts persons. The condition is in the text as it is: no quotes, no
  /// escapes.
  static func persons(_ title: String, _ condition: String, exclusive: Bool = false) -> String {
    #"{"title": "\#(title)", "kind": "persons", "exclusive": \#(exclusive), "where": "\#(condition)"}"#
  }

  static func parse(_ text: String) throws(DocumentError) -> RuleSet {
    try RuleSet(parsing: Array(text.utf8), file: "rules.json")
  }

  /// The condition of the last column of a rule set.
  static func condition(_ condition: String) throws -> Expression? {
    try parse(ruleSet([persons("A", condition)])).columns.last?.condition
  }

  /// The byte at which this part of a text first stands.
  static func byte(of part: String, in text: String) -> Int? {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    return bytes.indices.first { bytes[$0...].starts(with: wanted) }
  }
}
