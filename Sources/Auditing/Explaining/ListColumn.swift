internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import TextOutput

/// A column that can be listed: one of the report, or the persons in none.
enum ListColumn: Equatable {
  /// A column of the rule set, by index.
  case column(Int)
  /// Every person.
  case everyone
  /// UCM users.
  case users
  /// Users who need more than one licence.
  case additionalLicenses
  /// Persons in no column.
  case unclassified
  /// Phones with an owner who is not a user of the customer.
  case orphanOwners
  /// Records that were left out above site level.
  case aboveSiteLevel
  /// Users with a device name that is not a phone's.
  case unknownAssociations
  /// Records beyond the first of their kind and key.
  case mergedRecords
  /// Records at site level without a key.
  case emptyKeys
  /// Records that were left out above every customer.
  case aboveEveryCustomer

  private static let others: KeyValuePairs<String, ListColumn> = [
    "ucm users": .users, "additional licences": .additionalLicenses,
    "unclassified": .unclassified, "orphan owners": .orphanOwners,
    "above site level": .aboveSiteLevel, "above every customer": .aboveEveryCustomer,
    "unknown associations": .unknownAssociations, "merged records": .mergedRecords,
    "empty keys": .emptyKeys,
  ]

  /// The column of this title; capitals and runs of blanks do not matter.
  init(_ title: String, in rules: RuleSet) throws(Failure) {
    let wanted = Folding.product(title)
    if let index = rules.columns.firstIndex(where: { Folding.product($0.title) == wanted }) {
      self = .column(index)
      return
    }
    guard let other = Self.others.first(where: { $0.key == wanted })?.value else {
      let titles = rules.columns.map(\.title) + Self.others.map(\.key)
      throw Failure(
        .usage, "no column is named \"\(title)\"",
        hint: CloseNames.question(title, among: titles)
          ?? "there are: " + titles.map { "'\($0)'" }.joined(separator: ", "))
    }
    self = other
  }

  /// The name of the list, for messages.
  func name(in rules: RuleSet) -> String {
    if case .column(let index) = self { return "\"\(rules.columns[index].title)\"" }
    return Self.others.first { $0.value == self }?.key ?? "every person"
  }

  /// Which persons are listed; nil where others are.
  func persons(in rules: RuleSet) -> (@Sendable (PersonCounts.Entry) -> Bool)? {
    switch self {
    case .everyone: { _ in true }
    case .users: { $0.isUser }
    case .additionalLicenses: { $0.verdict.licenses ?? 0 > 1 }
    case .unclassified: { $0.verdict.isUnclassified }
    case .column(let index) where rules.columns[index].condition != nil:
      { $0.verdict.columns.contains(index) }
    case .column, .orphanOwners, .aboveSiteLevel, .unknownAssociations, .mergedRecords,
      .emptyKeys, .aboveEveryCustomer:
      nil
    }
  }

  /// True if the rows of several files are together as many as an audit of all of them counts.
  func addsUp(in rules: RuleSet) -> Bool {
    guard case .column(let index) = self else { return true }
    switch rules.columns[index].kind {
    case .persons, .standaloneDevices, .phoneServerPhones: return true
    case .customerPKID, .setting, .sites: return false
    }
  }

  /// How many rows an input has, by what was counted.
  func rowCount(in input: NamedInput, _ counts: [CustomerCounts]) -> Int {
    if self == .aboveEveryCustomer { return input.aboveEveryCustomerCount }
    return input.customers.reduce(0) {
      $0 + rowCount(counts[$1], input.columns.customers[$1], in: input.rules)
    }
  }

  /// How many of them a customer has.
  func rowCount(_ counts: CustomerCounts, _ customer: CustomerEntry, in rules: RuleSet) -> Int {
    switch self {
    case .everyone: counts.persons
    case .users: counts.users
    case .additionalLicenses: counts.usersOverLicense
    case .unclassified: counts.unclassifiedUsers + counts.unclassifiedAccounts
    case .orphanOwners: customer.counters.orphanOwners
    case .aboveSiteLevel: customer.counters.aboveSiteLevel
    case .unknownAssociations: customer.counters.unknownAssociations
    case .mergedRecords: customer.counters.mergedRecords
    case .emptyKeys: customer.counters.emptyKeys
    case .aboveEveryCustomer: 0
    case .column(let index):
      switch rules.columns[index].kind {
      case .customerPKID: 1
      case .persons, .standaloneDevices: counts.columns[index]
      case .setting(let setting): customer.settings.contains(setting) ? 1 : 0
      case .phoneServerPhones: customer.counters.phoneServerPhones
      case .sites: customer.siteCount
      }
    }
  }
}
