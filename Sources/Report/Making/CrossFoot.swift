internal import CensusModel
internal import CensusRules

/// The sums that must agree for every customer (AuditRules.md §1 and §3). They come from different
/// places (conversion counts users and phones, the kernel counts columns and classes), so that a
/// loss anywhere between shows.
///
/// What depends on the rule set alone is found out once: there are thousands of customers.
struct CrossFoot {
  /// No count of a customer is larger. It keeps every sum here within 64 bits, whatever a damaged
  /// file holds.
  static let countMax = 1 << 40

  private let rules: RuleSet
  /// The values that each column may hold.
  private let limits: [ColumnLimit]
  /// Indexes of the columns that count UCM users, each in one of them at most.
  private let exclusiveColumns: [Int]
  /// Indexes of the other columns that count persons.
  private let otherColumns: [Int]
  /// Indexes of the columns that say: a UCM user with more phones than one licence covers.
  private let overLicenseColumns: [Int]

  init(rules: RuleSet) {
    self.rules = rules
    limits = rules.columns.map(ColumnLimit.init)
    var exclusive: [Int] = []
    var other: [Int] = []
    var overLicense: [Int] = []
    for (index, column) in rules.columns.enumerated() {
      guard case .persons(let condition, let isExclusive) = column.kind else { continue }
      if isExclusive { exclusive.append(index) } else { other.append(index) }
      if Self.isOverLicense(condition, rules) { overLicense.append(index) }
    }
    exclusiveColumns = exclusive
    otherColumns = other
    overLicenseColumns = overLicense
  }

  private static func isOverLicense(_ condition: Expression, _ rules: RuleSet) -> Bool {
    let user = Expression.fact(.ucmUser)
    let over = Expression.phones(
      atLeast: rules.formula.leastPhones(additionalLicenses: 1))
    return condition == .and([user, over]) || condition == .and([over, user])
  }

  /// - Throws: `doesNotAddUp` for the first contradiction in a customer's numbers, with them.
  func check(_ result: CustomerResult) throws(ReportError) {
    let check = Check(result: result)
    try check.shape(columnCount: rules.columns.count)
    try check.range()
    try check.users(exclusiveColumns)
    try check.accounts(otherColumns)
    try check.licenses(overLicenseColumns, rules)
    try check.phones()
    for index in limits.indices { try check.column(index, limits[index], rules) }
  }
}

/// The values that a column may hold: `Column.Kind` as a plain value.
private enum ColumnLimit {
  case users
  case persons
  case standaloneDevices(DeviceClass)
  /// Nothing is counted in it.
  case none

  init(_ column: Column) {
    switch column.kind {
    case .persons(_, let isExclusive): self = isExclusive ? .users : .persons
    case .standaloneDevices(let kind): self = .standaloneDevices(kind)
    case .customerPKID, .setting, .phoneServerPhones, .sites: self = .none
    }
  }
}

/// The checks of one customer.
private struct Check {
  let result: CustomerResult

  private var counts: CustomerCounts { _read { yield result.counts } }
  private var counters: CustomerCounters { result.counters }

  func shape(columnCount: Int) throws(ReportError) {
    try equal("columns counted", counts.columns.count, "columns", columnCount)
    for devices in [counts.assignedDevices, counts.standaloneDevices] {
      try equal("devices without a class", devices[0], "none", 0)
    }
  }

  func range() throws(ReportError) {
    for count in counts.columns { try inRange(count) }
    for count in counts.assignedDevices { try inRange(count) }
    for count in counts.standaloneDevices { try inRange(count) }
    let numbers = counters.numbers
    for index in numbers.indices { try inRange(numbers[index]) }
    try inRange(counts.persons)
    try inRange(counts.users)
    try inRange(counts.unclassifiedUsers)
    try inRange(counts.unclassifiedAccounts)
    try inRange(counts.usersOverLicense)
    try inRange(counts.licensedPersons)
    try inRange(counts.additionalLicenses)
    try inRange(result.siteCount)
  }

  private func inRange(_ number: Int) throws(ReportError) {
    let max = CrossFoot.countMax
    try require((0...max).contains(number), "a count of \(number) is out of 0…\(max)")
  }

  func users(_ exclusiveColumns: [Int]) throws(ReportError) {
    let classified = sum(exclusiveColumns)
    try equal(
      "users in exclusive columns (\(classified)) and unclassified (\(counts.unclassifiedUsers))",
      classified + counts.unclassifiedUsers, "UCM users", counts.users)
    try equal("UCM users counted", counts.users, "UCM users converted", counters.users)
    try atMost("UCM users", counts.users, "persons", counts.persons)
  }

  /// An account without a user is in at least one of the columns that count such, or unclassified.
  func accounts(_ otherColumns: [Int]) throws(ReportError) {
    let accounts = counts.persons - counts.users
    try atMost("unclassified accounts", counts.unclassifiedAccounts, "accounts", accounts)
    let placed = sum(otherColumns)
    try atMost(
      "accounts that are not unclassified", accounts - counts.unclassifiedAccounts,
      "entries in columns that are not exclusive", placed)
  }

  /// The licensed persons, and how many licences they need beyond the first one of each.
  func licenses(_ overLicenseColumns: [Int], _ rules: RuleSet) throws(ReportError) {
    try atMost("users over a licence", counts.usersOverLicense, "UCM users", counts.users)
    for index in overLicenseColumns {
      try equal(
        "\"\(rules.columns[index].title)\"", counts.columns[index], "users over a licence",
        counts.usersOverLicense)
    }
    if rules.licensed == .fact(.ucmUser) {
      try licensesOfUsers()
    } else {
      try atMost("licensed persons", counts.licensedPersons, "persons", counts.persons)
      try require(
        counts.licensedPersons > 0 || counts.additionalLicenses == 0,
        "\(counts.additionalLicenses) additional licences, but no licensed person")
    }
    // A person who needs a second licence has more phones than the first one covers.
    let assigned = counts.assignedDevices[.phone] + counts.assignedDevices[.analog]
    try require(
      counts.additionalLicenses == 0 || assigned > rules.phonesPerLicense,
      "\(counts.additionalLicenses) additional licences, but \(assigned) assigned phones; "
        + "expected more than \(rules.phonesPerLicense)")
  }

  /// Every user is licensed: those with more phones than a licence covers need one more at least, and
  /// the others need no more.
  private func licensesOfUsers() throws(ReportError) {
    try equal("licensed persons", counts.licensedPersons, "UCM users", counts.users)
    try atMost(
      "users over a licence", counts.usersOverLicense, "additional licences",
      counts.additionalLicenses)
    try require(
      counts.usersOverLicense > 0 || counts.additionalLicenses == 0,
      "\(counts.additionalLicenses) additional licences, but no user over a licence")
  }

  func phones() throws(ReportError) {
    let breakdown = Breakdown(result)
    try equal(
      "phones by class (\(breakdown.phoneSum))", breakdown.phones, "phones converted",
      counters.phones)
    try atMost("phones with orphan owners", counters.orphanOwners, "phones", counters.phones)
    let assigned = counts.assignedDevices.reduce(0, +)
    try require(
      assigned == 0 || counts.users > 0, "\(assigned) phones belong to users, but there are none")
  }

  func column(_ index: Int, _ limit: ColumnLimit, _ rules: RuleSet) throws(ReportError) {
    let count = counts.columns[index]
    func title() -> String { "\"\(rules.columns[index].title)\"" }
    switch limit {
    case .users: try atMost(title(), count, "UCM users", counts.users)
    case .persons: try atMost(title(), count, "persons", counts.persons)
    case .standaloneDevices(let kind):
      try equal(
        title(), count, "standalone devices of class \(kind.name)", counts.standaloneDevices[kind])
    case .none: try equal(title(), count, "what is counted in that column", 0)
    }
  }

  private func sum(_ columns: [Int]) -> Int {
    columns.reduce(0) { $0 + counts.columns[$1] }
  }

  private func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(ReportError) {
    guard holds else { throw .doesNotAddUp(pkid: result.pkid, what: what()) }
  }

  private func equal(
    _ leftName: @autoclosure () -> String, _ left: Int, _ rightName: @autoclosure () -> String,
    _ right: Int
  ) throws(ReportError) {
    try require(
      left == right, "\(leftName()): \(left), \(rightName()): \(right); expected equal")
  }

  private func atMost(
    _ leftName: @autoclosure () -> String, _ left: Int, _ rightName: @autoclosure () -> String,
    _ right: Int
  ) throws(ReportError) {
    try require(
      left <= right,
      "\(leftName()): \(left), \(rightName()): \(right); expected no more than that")
  }
}
