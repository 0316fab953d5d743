internal import CensusModel

/// The results of two rule sets for the same inputs, by customer: the columns of the report, and
/// what the breakdown has for the invoice.
public struct RuleComparison: Sendable {
  /// The user licences of a customer.
  struct Licenses: Equatable, Sendable {
    var pkid: String
    var before: Int
    var after: Int
  }

  /// The first rule set, and the second.
  let ruleSets: (before: Provenance.DataFile, after: Provenance.DataFile)
  /// The columns of the reports, those that only one rule set has among them.
  let report: ReportDifference
  /// The columns of the breakdowns.
  let breakdown: ReportDifference
  /// Of every customer, in ascending byte order of their PKIDs.
  let licenses: [Licenses]

  /// Compares the reports of one audit under two rule sets.
  ///
  /// - Throws: `duplicatePKID` where two providers have one customer.
  public init(
    from before: [CensusReport], _ first: Provenance.DataFile, to after: [CensusReport],
    _ second: Provenance.DataFile
  ) throws(ReportError) {
    ruleSets = (first, second)
    report = try ReportDifference(
      from: ReportTable(before), to: ReportTable(after), isWhole: true)
    let breakdowns = (
      before: try ReportTable(breakdownsOf: before, hasLicensedUsers: true),
      after: try ReportTable(breakdownsOf: after, hasLicensedUsers: true)
    )
    breakdown = ReportDifference(
      from: breakdowns.before, to: breakdowns.after, isWhole: true)
    let column = breakdown.titles.firstIndex(of: Self.licensesTitle)!
    licenses = zip(breakdowns.before.rows, breakdowns.after.rows).map { before, after in
      precondition(before.pkid.isExactly(after.pkid), "the same inputs have the same customers")
      return Licenses(
        pkid: before.pkid, before: before.fields[column].number, after: after.fields[column].number)
    }
  }

  static let licensesTitle = BreakdownShape.userLicenses

  /// A customer with all that changed of them.
  struct Customer {
    var licenses: Licenses
    /// Without the user licences.
    var breakdown: [ReportDifference.Change] = []
    var report: [ReportDifference.Change] = []

    /// True if anything did.
    var isChanged: Bool {
      licenses.before != licenses.after || !breakdown.isEmpty || !report.isEmpty
    }
  }

  /// Every customer, in the order of `licenses`.
  var customers: [Customer] {
    let breakdowns = Self.changes(breakdown)
    let reports = Self.changes(report)
    return licenses.map { licenses in
      Customer(
        licenses: licenses,
        breakdown: (breakdowns[licenses.pkid] ?? []).filter {
          breakdown.titles[$0.column] != Self.licensesTitle
        },
        report: reports[licenses.pkid] ?? [])
    }
  }

  private static func changes(
    _ difference: ReportDifference
  ) -> [String: [ReportDifference.Change]] {
    Dictionary(
      uniqueKeysWithValues: difference.customers.map { ($0.pkid, $0.changes) })
  }

  /// A column of the breakdown, told apart from one of the report with the same title.
  func title(ofBreakdown column: Int) -> String {
    let title = breakdown.titles[column]
    return title + (report.titles.contains(title) ? " (breakdown)" : "")
  }
}
