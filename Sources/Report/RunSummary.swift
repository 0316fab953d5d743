internal import CensusModel
public import CensusRules

/// A run in a few numbers, for the terminal, for other programs and for the provenance.
public struct RunSummary: Sendable {
  /// One number: its key in JSON, its label in the terminal.
  struct Total: Equatable {
    var key: String
    var label: String
    var count: Int
  }

  /// The number of a column over all customers: the sum of counts, the number of `Y` of a setting,
  /// the number of customers for their PKID.
  struct ColumnTotal: Equatable {
    var title: String
    var count: Int
  }

  let totals: [Total]
  let columns: [ColumnTotal]
  let findings: RunFindings

  /// The summary of reports that were made with one rule set.
  ///
  /// - Parameters:
  ///   - reports: one for each provider.
  ///   - rules: the rule set.
  ///   - findings: what belongs to no customer.
  public init(reports: [CensusReport], rules: RuleSet, findings: RunFindings) {
    self.findings = findings
    // One pass over the customers: there can be a hundred thousand.
    var sums = [Int](repeating: 0, count: Self.customerTotals.count)
    var columnSums = [Int](repeating: 0, count: rules.columns.count)
    let sources = rules.fieldSources
    for report in reports {
      for customer in report.results.indices {
        let breakdown = Breakdown(report.results[customer])
        for (index, total) in Self.customerTotals.enumerated() {
          sums[index] += total.number(report.results[customer], breakdown)
        }
        for (index, source) in sources.enumerated() {
          columnSums[index] += ReportTable.Field(of: report.results[customer], source).number
        }
      }
    }
    totals =
      zip(Self.customerTotals, sums).map { Total(key: $0.key, label: $0.label, count: $1) } + [
        Total(
          key: "aboveEveryCustomer", label: "Above every customer",
          count: findings.aboveEveryCustomer),
        Total(
          key: "rejectedRecords", label: "Rejected records", count: findings.rejectedRecords),
      ]
    columns = zip(rules.columns, columnSums).map { ColumnTotal(title: $0.title, count: $1) }
  }

  /// What is added up over the customers.
  private static let customerTotals:
    [(
      key: String, label: String,
      number: @Sendable (borrowing CustomerResult, borrowing Breakdown) -> Int
    )] = [
      ("customers", "Customers", { _, _ in 1 }),
      ("sites", "Sites", { result, _ in result.siteCount }),
      ("subscribers", "Subscribers (UCM users)", { result, _ in result.counts.users }),
      ("userLicenses", "User licences", { $1.userLicenses }),
      (
        "additionalLicenses", "Additional licences",
        { result, _ in result.counts.additionalLicenses }
      ),
      ("phones", "Phones", { result, _ in result.counters.phones }),
      ("assignedPhones", "Assigned phones", { $1.assignedPhones }),
      ("standalonePhones", "Standalone phones", { $1.standalonePhones }),
      ("standaloneAnalogPorts", "Standalone analog ports", { $1.standaloneAnalogPorts }),
      ("ctiPorts", "CTI Ports", { $1.ctiPorts }),
      ("sparkRemoteDevices", "Spark Remote Devices", { $1.sparkRemoteDevices }),
      ("notPhones", "Not phones", { $1.notPhones }),
      (
        "phoneServerPhones", "Phone Server phones",
        { result, _ in result.counters.phoneServerPhones }
      ),
      ("unclassifiedUsers", "Unclassified users", { result, _ in result.counts.unclassifiedUsers }),
      (
        "unclassifiedAccounts", "Unclassified accounts",
        { result, _ in result.counts.unclassifiedAccounts }
      ),
      ("orphanOwners", "Phones with orphan owners", { result, _ in result.counters.orphanOwners }),
      (
        "unknownAssociations", "Unknown associations",
        { result, _ in result.counters.unknownAssociations }
      ),
      ("mergedRecords", "Merged records", { result, _ in result.counters.mergedRecords }),
      ("aboveSiteLevel", "Above site level", { result, _ in result.counters.aboveSiteLevel }),
      ("emptyKeys", "Empty keys", { result, _ in result.counters.emptyKeys }),
    ]
}
