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
    self.findings = findings.listed
    var all = CustomerTotals(columnCount: rules.columns.count)
    for report in reports { all.add(report.totals) }
    let sums = all.numbers
    let labels = Self.customerTotals
    totals =
      labels.indices.map {
        Total(key: labels[$0].key, label: labels[$0].label, count: sums[$0])
      } + Self.totals(of: findings)
    columns = zip(rules.columns, all.columns).map { ColumnTotal(title: $0.title, count: $1) }
  }

  /// The summary of what belongs to no provider.
  public init(of findings: RunFindings) {
    self.findings = findings.listed
    totals = Self.totals(of: findings)
    columns = []
  }

  /// The total with a key; nil where there is none.
  package func total(_ key: String) -> Int? { totals.first { $0.key == key }?.count }

  private static func totals(of findings: RunFindings) -> [Total] {
    [
      Total(
        key: "aboveEveryCustomer", label: "Above every customer",
        count: findings.aboveEveryCustomer),
      Total(key: "rejectedRecords", label: "Rejected records", count: findings.rejectedRecords),
    ]
      + (findings.excludedFiles == 0
        ? []
        : [Total(key: "excludedFiles", label: "Excluded files", count: findings.excludedFiles)])
  }

  /// The sums over the customers: keys and labels of `CustomerTotals.numbers`.
  private static let customerTotals: InlineArray<21, (key: String, label: String)> = [
    ("customers", "Customers"),
    ("sites", "Sites"),
    ("subscribers", "Subscribers (UCM users)"),
    ("userLicenses", "User licences"),
    ("licensedUsers", "Licensed users"),
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
}
