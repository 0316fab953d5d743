internal import BuiltInData
public import Documents

/// What the columns of the report count, as a data file says it. Every value of this type has been
/// checked: no two exclusive columns count one person, and no condition is without meaning.
///
/// The file's shape and the language of its conditions are described in `data/README.md`.
public struct RuleSet: Equatable, Sendable {
  /// The Audit Version that the rules follow, such as `4.1.5`.
  public let auditVersion: String
  /// How many phones one licence of a user covers, ≥ 1: a user with P phones needs
  /// max(1, ⌈P / this⌉) licences (AuditRules.md §1).
  public let phonesPerLicense: Int
  /// The columns, in the order of the report; the first holds the PKID of the customer.
  public let columns: [Column]

  /// Reads and checks a rule set.
  ///
  /// - Parameters:
  ///   - bytes: the file, JSON in UTF-8.
  ///   - file: its name, for errors.
  /// - Throws: `DocumentError` at the first thing that is wrong, with its place.
  public init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    let draft = try RuleSetDraft(parsing: document)
    try RuleSetCheck(draft, of: document).run()
    auditVersion = draft.auditVersion
    phonesPerLicense = draft.phonesPerLicense
    columns = draft.columns
  }

  /// The rule set of Audit Version 4.1.5 that every program carries within itself.
  public static func builtIn() throws(DocumentError) -> RuleSet {
    try RuleSet(parsing: BuiltInData.rules, file: "built-in rules-4.1.5.json")
  }
}
