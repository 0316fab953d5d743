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
    // One pass over the customers, none of them copied: there can be a hundred thousand.
    var sums = InlineArray<20, Int>(repeating: 0)
    var columnSums = [Int](repeating: 0, count: rules.columns.count)
    let sources = rules.fieldSources
    for report in reports {
      for customer in report.results.indices {
        let numbers = Self.numbers(report.results[customer])
        for index in sums.indices { sums[index] += numbers[index] }
        for index in sources.indices {
          columnSums[index] +=
            ReportTable.Field(of: report.results[customer], sources[index]).number
        }
      }
    }
    let labels = Self.customerTotals
    totals =
      labels.indices.map {
        Total(key: labels[$0].key, label: labels[$0].label, count: sums[$0])
      } + [
        Total(
          key: "aboveEveryCustomer", label: "Above every customer",
          count: findings.aboveEveryCustomer),
        Total(
          key: "rejectedRecords", label: "Rejected records", count: findings.rejectedRecords),
      ]
    columns = zip(rules.columns, columnSums).map { ColumnTotal(title: $0.title, count: $1) }
  }

  /// What is added up over the customers: keys and labels of `numbers`.
  private static let customerTotals: InlineArray<20, (key: String, label: String)> = [
    ("customers", "Customers"),
    ("sites", "Sites"),
    ("subscribers", "Subscribers (UCM users)"),
    ("userLicenses", "User licences"),
    ("additionalLicenses", "Additional licences"),
    ("phones", "Phones"),
    ("assignedPhones", "Assigned phones"),
    ("standalonePhones", "Standalone phones"),
    ("standaloneAnalogPorts", "Standalone analog ports"),
    ("ctiPorts", "CTI Ports"),
    ("sparkRemoteDevices", "Spark Remote Devices"),
    ("notPhones", "Not phones"),
    ("phoneServerPhones", "Phone Server phones"),
    ("unclassifiedUsers", "Unclassified users"),
    ("unclassifiedAccounts", "Unclassified accounts"),
    ("orphanOwners", "Phones with orphan owners"),
    ("unknownAssociations", "Unknown associations"),
    ("mergedRecords", "Merged records"),
    ("aboveSiteLevel", "Above site level"),
    ("emptyKeys", "Empty keys"),
  ]

  /// What a customer adds, in the order of `customerTotals`.
  private static func numbers(_ result: borrowing CustomerResult) -> InlineArray<20, Int> {
    let breakdown = Breakdown(result)
    return [
      1,
      result.siteCount,
      result.counts.users,
      breakdown.userLicenses,
      result.counts.additionalLicenses,
      result.counters.phones,
      breakdown.assignedPhones,
      breakdown.standalonePhones,
      breakdown.standaloneAnalogPorts,
      breakdown.ctiPorts,
      breakdown.sparkRemoteDevices,
      breakdown.notPhones,
      result.counters.phoneServerPhones,
      result.counts.unclassifiedUsers,
      result.counts.unclassifiedAccounts,
      result.counters.orphanOwners,
      result.counters.unknownAssociations,
      result.counters.mergedRecords,
      result.counters.aboveSiteLevel,
      result.counters.emptyKeys,
    ]
  }
}
