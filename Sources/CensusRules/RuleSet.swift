internal import BuiltInData
public import CensusModel
public import Documents

/// The columns of the report, as a data file defines them. Every value of this type has been
/// checked: no two exclusive columns count one person, and no condition is without meaning.
///
/// The file's shape and the language of its conditions are described in `data/README.md`.
public struct RuleSet: Equatable, Sendable {
  /// The Audit Version that the rules follow, such as `4.1.5`.
  public let auditVersion: String
  /// The name of the rule set in the names of its reports; nil without a name.
  public let name: String?
  /// How many licences a licensed person needs.
  public let formula: LicenseFormula
  /// The persons who need a licence. It names no column.
  public let licensed: Expression
  /// The columns, in the order of the report; the first holds the PKID of the customer.
  public let columns: [Column]
  /// True for the rule set that every program carries, false for every other file.
  public let isBuiltIn: Bool

  /// How many phones one licence covers, ≥ 1.
  public var phonesPerLicense: Int { formula.phonesPerLicense }

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
    name = draft.name
    formula = LicenseFormula(phonesPerLicense: draft.phonesPerLicense)
    licensed = draft.licensed
    columns = draft.columns
    isBuiltIn = bytes == BuiltInData.rules
  }

  init(_ other: RuleSet, licensed: Expression) {
    auditVersion = other.auditVersion
    name = other.name
    formula = other.formula
    self.licensed = licensed
    columns = other.columns
    isBuiltIn = false
  }

  /// The rule set of Audit Version 4.1.5 that every program carries within itself.
  public static func builtIn() throws(DocumentError) -> RuleSet {
    try RuleSet(parsing: BuiltInData.rules, file: "built-in rules-4.1.5.json")
  }
}
