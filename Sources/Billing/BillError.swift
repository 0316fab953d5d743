/// A reason for which no bill is made.
public enum BillError: Error, Equatable, Sendable {
  /// The report has no column of this title, which a line names.
  case unknownColumn(title: String, line: String)
  /// A line counts a column that holds settings.
  case settingCounted(title: String, line: String)
  /// A line needs licences, and no breakdown says them.
  case unknownLicenses(line: String)
  /// A line counts persons by a condition, and a report does not have them.
  case unknownPersons(line: String)
  /// A line looks at single customers, and the report has their totals only.
  case withoutCustomers(line: String)
  /// A line is for each reseller, and the names are not known.
  case unknownResellers(line: String)
  /// A line depends on a setting of customers that the report lacks.
  case unknownSetting(title: String, line: String)
  /// An amount passes 64 bits.
  case tooLarge(line: String)
  /// A sum of the bill is not that of the report.
  case doesNotAddUp(line: String, bill: Int, report: Int)
}
