internal import CensusModel
internal import TextOutput

extension CensusReport {
  /// Makes the cells of a customer's row: one for each column (AuditRules.md §3).
  static func appendCells(
    of result: borrowing CustomerResult, _ sources: [CellSource], to text: inout CSVText
  ) {
    for source in sources {
      switch source {
      case .customerPKID: text.append(result.pkid)
      case .count(let index): text.append(result.counts.columns[index])
      case .setting(let setting): text.append(result.settings.contains(setting) ? "Y" : "N")
      case .phoneServerPhones: text.append(result.counters.phoneServerPhones)
      case .sites: text.append(result.siteCount)
      }
    }
  }
}
