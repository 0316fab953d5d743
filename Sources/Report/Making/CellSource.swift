internal import CensusModel
internal import CensusRules

/// Where the number in a cell comes from: `Column.Kind` without its condition, so that it is a plain
/// value. There is one for every column, and a hundred thousand customers ask for each.
enum CellSource {
  /// The customer's PKID.
  case customerPKID
  /// The count of the kernel for this column.
  case count(Int)
  case setting(CustomerSettings)
  case phoneServerPhones
  case sites
}

extension RuleSet {
  /// One for each column.
  var cellSources: [CellSource] {
    columns.enumerated().map { index, column in
      switch column.kind {
      case .customerPKID: .customerPKID
      case .persons, .standaloneDevices: .count(index)
      case .setting(let setting): .setting(setting)
      case .phoneServerPhones: .phoneServerPhones
      case .sites: .sites
      }
    }
  }
}
