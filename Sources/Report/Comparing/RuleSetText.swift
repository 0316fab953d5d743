internal import CensusModel
public import CensusRules
public import TextOutput

/// A rule set as people and programs read it: what each column counts, and under which condition.
public struct RuleSetText: Sendable {
  private let rules: RuleSet
  private let name: String
  private let sha256: String
  private let bytes: [UInt8]

  /// A rule set.
  ///
  /// - Parameters:
  ///   - rules: the rule set.
  ///   - name: its file, or the name that is shown instead.
  ///   - sha256: of that file.
  ///   - bytes: that file.
  public init(_ rules: RuleSet, name: String, sha256: String, bytes: [UInt8]) {
    self.rules = rules
    self.name = name
    self.sha256 = sha256
    self.bytes = bytes
  }

  /// The rule set in a format, with a last LF. As JSON it is its own file, notes and all.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: table(style)
    case .csv: csv
    case .json: String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The columns in numbers, in one line that begins with the rule set's name.
  public var holdings: String {
    let persons = rules.columns.count { $0.condition != nil }
    let exclusive = rules.columns.count(where: \.isExclusive)
    return "\(name): sound: \(rules.columns.count) columns, of which \(persons) count persons, "
      + "\(exclusive) exclusively: no user fits two of these, and each condition can be fulfilled"
  }

  private func table(_ style: TextStyle) -> String {
    var head = TextTable([.label, .prose])
    head.append(row: ["Rules", .init(PrintableText.escaped(name))])
    head.append(row: ["SHA-256", .init(sha256)])
    if let name = rules.name { head.append(row: ["Name", .init(name)]) }
    head.append(row: ["Audit Version", .init(PrintableText.escaped(rules.auditVersion))])
    head.append(row: ["One licence", .init("\(rules.phonesPerLicense) phones of a person")])
    head.append(row: ["Licensed", .init("persons: \(rules.licensed.text(columns: []))")])
    var columns = TextTable([.number, .prose])
    for (number, column) in rules.columns.enumerated() {
      columns.append("")
      columns.append(row: [
        .init(String(number + 1)), .init(PrintableText.escaped(column.title), as: .heading),
      ])
      columns.append(row: ["", .init(meaning(of: column))])
    }
    return head.text(style) + columns.text(style)
  }

  /// The contents of a column, in words.
  private func meaning(of column: Column) -> String {
    switch column.kind {
    case .customerPKID: return "the customer"
    case .persons(let condition, let isExclusive):
      return (isExclusive ? "users, each in one such column: " : "persons: ")
        + condition.text(columns: rules.columns)
    case .standaloneDevices(let kind): return "phones of class \(kind.name) that belong to nobody"
    case .setting(let setting): return "Y or N: \(Self.name(of: setting))"
    case .phoneServerPhones: return "phone-server phones at site level"
    case .sites: return "nodes of type Site"
    }
  }

  private static func name(of setting: CustomerSettings) -> String {
    setting == .publicSector ? "publicSector" : "inactiveBilling"
  }

  /// One column: its fields under `csvTitles`, empty where it has none.
  private func fields(of column: Column) -> [String] {
    switch column.kind {
    case .customerPKID: ["customerPKID", "", ""]
    case .persons(let condition, let isExclusive):
      ["persons", isExclusive ? "Y" : "N", condition.text(columns: rules.columns)]
    case .standaloneDevices(let kind): ["standaloneDevices", "", kind.name]
    case .setting(let setting): ["setting", "", Self.name(of: setting)]
    case .phoneServerPhones: ["phoneServerPhones", "", ""]
    case .sites: ["sites", "", ""]
    }
  }

  private var csv: String {
    var text = CSVText(beginningWith: "")
    text.append(row: ["Number", "Title", "Kind", "Exclusive", "What"])
    for (number, column) in rules.columns.enumerated() {
      text.append(row: [String(number + 1), column.title] + fields(of: column))
    }
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
