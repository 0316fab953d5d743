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
    let results = reports.flatMap(\.results)
    self.findings = findings
    totals = Self.totals(results, findings)
    columns = rules.columns.enumerated().map { index, column in
      let counts = results.map { Self.count($0, column.kind, index) }
      return ColumnTotal(title: column.title, count: counts.reduce(0, +))
    }
  }

  private static func totals(_ results: [CustomerResult], _ findings: RunFindings) -> [Total] {
    func sum(_ key: String, _ label: String, _ number: (CustomerResult) -> Int) -> Total {
      Total(key: key, label: label, count: results.reduce(0) { $0 + number($1) })
    }
    return [
      sum("customers", "Customers") { _ in 1 },
      sum("sites", "Sites", \.siteCount),
      sum("subscribers", "Subscribers (UCM users)", \.counts.users),
      sum("userLicenses", "User licences") { Breakdown(result: $0).userLicenses },
      sum("additionalLicenses", "Additional licences", \.counts.additionalLicenses),
      sum("phones", "Phones", \.counters.phones),
      sum("assignedPhones", "Assigned phones") { Breakdown(result: $0).assignedPhones },
      sum("standalonePhones", "Standalone phones") { Breakdown(result: $0).standalonePhones },
      sum("standaloneAnalogPorts", "Standalone analog ports") {
        Breakdown(result: $0).standaloneAnalogPorts
      },
      sum("ctiPorts", "CTI Ports") { Breakdown(result: $0).ctiPorts },
      sum("sparkRemoteDevices", "Spark Remote Devices") {
        Breakdown(result: $0).sparkRemoteDevices
      },
      sum("notPhones", "Not phones") { Breakdown(result: $0).notPhones },
      sum("phoneServerPhones", "Phone Server phones", \.counters.phoneServerPhones),
      sum("unclassifiedUsers", "Unclassified users", \.counts.unclassifiedUsers),
      sum("unclassifiedAccounts", "Unclassified accounts", \.counts.unclassifiedAccounts),
      sum("orphanOwners", "Phones with orphan owners", \.counters.orphanOwners),
      sum("unknownAssociations", "Unknown associations", \.counters.unknownAssociations),
      sum("mergedRecords", "Merged records", \.counters.mergedRecords),
      sum("aboveSiteLevel", "Above site level", \.counters.aboveSiteLevel),
      sum("emptyKeys", "Empty keys", \.counters.emptyKeys),
      Total(
        key: "aboveEveryCustomer", label: "Above every customer", count: findings.aboveEveryCustomer
      ),
      Total(
        key: "rejectedRecords", label: "Rejected records", count: findings.rejectedRecords),
    ]
  }

  private static func count(_ result: CustomerResult, _ kind: Column.Kind, _ index: Int) -> Int {
    switch kind {
    case .customerPKID: 1
    case .persons, .standaloneDevices: result.counts.columns[index]
    case .setting(let setting): result.settings.contains(setting) ? 1 : 0
    case .phoneServerPhones: result.counters.phoneServerPhones
    case .sites: result.siteCount
    }
  }
}
