internal import CensusModel
internal import CensusRules

/// The sums over customers. A report adds while it checks them: each is made once for both.
struct CustomerTotals {
  /// In the order of the summary.
  private(set) var numbers = InlineArray<21, Int>(repeating: 0)
  /// By column: the sum of counts, the number of `Y` of a setting, the number of customers for their
  /// PKID.
  private(set) var columns: [Int]

  init(columnCount: Int) { columns = [Int](repeating: 0, count: columnCount) }

  mutating func add(_ other: CustomerTotals) {
    for index in numbers.indices { numbers[index] += other.numbers[index] }
    for index in columns.indices { columns[index] += other.columns[index] }
  }

  /// Adds a customer who was checked.
  ///
  /// - Parameter sources: of the columns.
  mutating func add(_ result: borrowing CustomerResult, _ sources: [CellSource]) {
    let added = Self.numbers(result)
    for index in numbers.indices { numbers[index] += added[index] }
    for index in sources.indices {
      columns[index] += ReportTable.Field(of: result, sources[index]).number
    }
  }

  private static func numbers(_ result: borrowing CustomerResult) -> InlineArray<21, Int> {
    let breakdown = Breakdown(result)
    return [
      1,
      result.siteCount,
      result.counts.users,
      result.counts.userLicenses,
      result.counts.licensedPersons,
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
