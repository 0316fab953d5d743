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
    for report in reports {
      for result in report.results {
        for (index, total) in Self.customerTotals.enumerated() {
          sums[index] += total.number(result)
        }
        for (index, column) in rules.columns.enumerated() {
          columnSums[index] += ReportTable.Field(of: result, column.kind, index: index).number
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
    [(key: String, label: String, number: @Sendable (CustomerResult) -> Int)] = [
      ("customers", "Customers", { _ in 1 }),
      ("sites", "Sites", { $0.siteCount }),
      ("subscribers", "Subscribers (UCM users)", { $0.counts.users }),
      ("userLicenses", "User licences", { Breakdown(result: $0).userLicenses }),
      ("additionalLicenses", "Additional licences", { $0.counts.additionalLicenses }),
      ("phones", "Phones", { $0.counters.phones }),
      ("assignedPhones", "Assigned phones", { Breakdown(result: $0).assignedPhones }),
      ("standalonePhones", "Standalone phones", { Breakdown(result: $0).standalonePhones }),
      (
        "standaloneAnalogPorts", "Standalone analog ports",
        { Breakdown(result: $0).standaloneAnalogPorts }
      ),
      ("ctiPorts", "CTI Ports", { Breakdown(result: $0).ctiPorts }),
      ("sparkRemoteDevices", "Spark Remote Devices", { Breakdown(result: $0).sparkRemoteDevices }),
      ("notPhones", "Not phones", { Breakdown(result: $0).notPhones }),
      ("phoneServerPhones", "Phone Server phones", { $0.counters.phoneServerPhones }),
      ("unclassifiedUsers", "Unclassified users", { $0.counts.unclassifiedUsers }),
      ("unclassifiedAccounts", "Unclassified accounts", { $0.counts.unclassifiedAccounts }),
      ("orphanOwners", "Phones with orphan owners", { $0.counters.orphanOwners }),
      ("unknownAssociations", "Unknown associations", { $0.counters.unknownAssociations }),
      ("mergedRecords", "Merged records", { $0.counters.mergedRecords }),
      ("aboveSiteLevel", "Above site level", { $0.counters.aboveSiteLevel }),
      ("emptyKeys", "Empty keys", { $0.counters.emptyKeys }),
    ]
}
