internal import CensusModel
internal import CensusRules

/// A report as rows of fields by customer, wherever it comes from: what two audits are compared by.
public struct ReportTable: Equatable, Sendable {
  /// The value in a column of a row.
  public enum Field: Equatable, Sendable {
    /// A count.
    case count(Int)
    /// A setting, `Y` or `N`.
    case setting(Bool)
  }

  /// A customer.
  public struct Row: Equatable, Sendable {
    /// 24 hexadecimal digits.
    public var pkid: String
    /// One field for each title.
    public var fields: [Field]

    /// A customer with these fields.
    package init(pkid: String, fields: [Field]) {
      self.pkid = pkid
      self.fields = fields
    }
  }

  /// Titles of the columns after the Customer PKID.
  public let titles: [String]
  /// The customers, in ascending byte order of their PKIDs, each once.
  public let rows: [Row]

  /// The table of reports of one audit: their providers have no customer in common.
  ///
  /// - Throws: `duplicatePKID` where they have.
  public init(_ reports: [CensusReport]) throws(ReportError) {
    titles = (reports.first?.rules.columns ?? []).dropFirst().map(\.title)
    rows = try Self.sorted(
      reports.flatMap { report in
        let sources = report.rules.cellSources.dropFirst()
        return report.results.map { result in
          Row(pkid: result.pkid, fields: sources.map { Field(of: result, $0) })
        }
      })
  }

  /// The table of several that have the same columns.
  ///
  /// - Returns: nil where they have other columns.
  /// - Throws: `duplicatePKID`.
  public init?(joining tables: [ReportTable]) throws(ReportError) {
    guard let first = tables.first, tables.allSatisfy({ $0.titles == first.titles }) else {
      return nil
    }
    titles = first.titles
    rows = try Self.sorted(tables.flatMap(\.rows))
  }

  /// The table of the breakdowns of one audit's reports.
  ///
  /// - Throws: `duplicatePKID`, as for the reports.
  /// - Parameters:
  ///   - reports: reports under one rule set.
  ///   - hasLicensedUsers: whether the licensed users have a column, whatever the rule set.
  public init(
    breakdownsOf reports: [CensusReport], hasLicensedUsers: Bool = false
  ) throws(ReportError) {
    let shape = reports.first.map { report in
      let own = BreakdownShape(report.rules)
      return BreakdownShape(
        phonesPerLicense: own.phonesPerLicense,
        hasLicensedUsers: hasLicensedUsers || own.hasLicensedUsers)
    }
    titles = shape?.titles ?? []
    rows = try Self.sorted(
      reports.flatMap { report in
        report.results.map { result in
          var row = Row(pkid: result.pkid, fields: [])
          if let shape {
            Breakdown(result).forEachNumber(result, shape) { row.fields.append(.count($0)) }
          }
          return row
        }
      })
  }

  /// The total of a column; 0 without one.
  func sum(ofColumn column: Int?) -> Int {
    column.map { column in rows.reduce(0) { $0 + $1.fields[column].number } } ?? 0
  }

  package init(titles: [String], rows: [Row]) throws(ReportError) {
    self.titles = titles
    self.rows = try Self.sorted(rows)
  }

  private static func sorted(_ rows: [Row]) throws(ReportError) -> [Row] {
    var keys: Set<String> = []
    for row in rows where !keys.insert(row.pkid.pkidKey).inserted {
      throw .duplicatePKID(row.pkid)
    }
    return rows.sorted { $0.pkid.precedesExactly($1.pkid) }
  }
}

extension ReportTable.Field {
  /// The value of a customer in a column; a PKID counts for one.
  init(of result: borrowing CustomerResult, _ source: CellSource) {
    switch source {
    case .customerPKID: self = .count(1)
    case .count(let index): self = .count(result.counts.columns[index])
    case .setting(let setting): self = .setting(result.settings.contains(setting))
    case .phoneServerPhones: self = .count(result.counters.phoneServerPhones)
    case .sites: self = .count(result.siteCount)
    }
  }
}

extension ReportTable.Field: CustomStringConvertible {
  /// As the report has it.
  public var description: String {
    switch self {
    case .count(let count): String(count)
    case .setting(let isSet): isSet ? "Y" : "N"
    }
  }

  /// The amount that it adds to a total: a count itself, 1 for `Y`.
  public var number: Int {
    switch self {
    case .count(let count): count
    case .setting(let isSet): isSet ? 1 : 0
    }
  }
}
