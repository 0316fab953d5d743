internal import CensusModel
internal import CensusRules

/// The sums that must agree for every customer (audit.md §1 and §3). They come from different
/// places (conversion counts users and phones, the kernel counts columns and classes), so that a
/// loss anywhere between shows.
struct CrossFoot {
  /// No count of a customer is larger. It keeps every sum here within 64 bits, whatever a damaged
  /// file holds.
  static let countMax = 1 << 40

  let result: CustomerResult
  let rules: RuleSet

  private var counts: CustomerCounts { result.counts }
  private var counters: CustomerCounters { result.counters }

  /// - Throws: `doesNotAddUp` for the first contradiction, with its numbers.
  func check() throws(ReportError) {
    try checkShape()
    try checkRange()
    try checkUsers()
    try checkAccounts()
    try checkLicenses()
    try checkPhones()
    try checkColumns()
  }

  private func checkShape() throws(ReportError) {
    try equal("columns counted", counts.columns.count, "columns", rules.columns.count)
    let classCount = Int(DeviceClass.allCases.map(\.rawValue).max() ?? 0) + 1
    for devices in [counts.assignedDevices, counts.standaloneDevices] {
      try equal("device classes counted", devices.count, "classes", classCount)
      try equal("devices without a class", devices[0], "none", 0)
    }
  }

  private func checkRange() throws(ReportError) {
    let numbers =
      counts.columns + counts.assignedDevices + counts.standaloneDevices
      + CustomerCounters.all.map { counters[keyPath: $0] } + [
        counts.persons, counts.users, counts.unclassifiedUsers, counts.unclassifiedAccounts,
        counts.usersOverLicense, counts.additionalLicenses, result.siteCount,
      ]
    for number in numbers {
      try require(
        (0...Self.countMax).contains(number), "a count of \(number) is out of 0…\(Self.countMax)")
    }
  }

  private func checkUsers() throws(ReportError) {
    let classified = personColumns(exclusive: true).reduce(0) { $0 + counts.columns[$1] }
    try equal(
      "users in exclusive columns (\(classified)) and unclassified (\(counts.unclassifiedUsers))",
      classified + counts.unclassifiedUsers, "UCM users", counts.users)
    try equal("UCM users counted", counts.users, "UCM users converted", counters.users)
    try atMost("UCM users", counts.users, "persons", counts.persons)
  }

  /// An account without a user is in at least one of the columns that count such, or unclassified.
  private func checkAccounts() throws(ReportError) {
    let accounts = counts.persons - counts.users
    try atMost("unclassified accounts", counts.unclassifiedAccounts, "accounts", accounts)
    let placed = personColumns(exclusive: false).reduce(0) { $0 + counts.columns[$1] }
    try atMost(
      "accounts that are not unclassified", accounts - counts.unclassifiedAccounts,
      "entries in columns that are not exclusive", placed)
  }

  /// A user with more phones than a licence covers needs one more at least, and nobody else does.
  private func checkLicenses() throws(ReportError) {
    try atMost("users over a licence", counts.usersOverLicense, "UCM users", counts.users)
    try atMost(
      "users over a licence", counts.usersOverLicense, "additional licences",
      counts.additionalLicenses)
    try require(
      counts.usersOverLicense > 0 || counts.additionalLicenses == 0,
      "\(counts.additionalLicenses) additional licences, but no user over a licence")
  }

  private func checkPhones() throws(ReportError) {
    let parts = Breakdown(result: result).phoneParts
    try equal(
      "phones by class (\(parts.map(String.init).joined(separator: " + ")))", parts.reduce(0, +),
      "phones converted", counters.phones)
    try atMost("phones with orphan owners", counters.orphanOwners, "phones", counters.phones)
    let assigned = counts.assignedDevices.reduce(0, +)
    try require(
      assigned == 0 || counts.users > 0, "\(assigned) phones belong to users, but there are none")
  }

  private func checkColumns() throws(ReportError) {
    for (index, column) in rules.columns.enumerated() {
      let (title, count) = ("\"\(column.title)\"", counts.columns[index])
      switch column.kind {
      case .persons(let condition, let isExclusive):
        let limit = isExclusive ? counts.users : counts.persons
        try atMost(title, count, isExclusive ? "UCM users" : "persons", limit)
        if isOverLicense(condition) {
          try equal(title, count, "users over a licence", counts.usersOverLicense)
        }
      case .standaloneDevices(let kind):
        try equal(
          title, count, "standalone devices of class \(kind.name)",
          counts.standaloneDevices[Int(kind.rawValue)])
      case .customerPKID, .setting, .phoneServerPhones, .sites:
        try equal(title, count, "what is counted in that column", 0)
      }
    }
  }

  private func personColumns(exclusive: Bool) -> [Int] {
    rules.columns.indices.filter {
      guard case .persons(_, let isExclusive) = rules.columns[$0].kind else { return false }
      return isExclusive == exclusive
    }
  }

  /// Whether a condition says: a UCM user with more phones than one licence covers.
  private func isOverLicense(_ condition: Expression) -> Bool {
    let user = Expression.fact(.ucmUser)
    let over = Expression.phones(atLeast: rules.phonesPerLicense + 1)
    return condition == .and([user, over]) || condition == .and([over, user])
  }

  private func require(_ holds: Bool, _ what: @autoclosure () -> String) throws(ReportError) {
    guard holds else { throw .doesNotAddUp(pkid: result.pkid, what: what()) }
  }

  private func equal(
    _ leftName: String, _ left: Int, _ rightName: String, _ right: Int
  ) throws(ReportError) {
    try require(left == right, "\(leftName): \(left), \(rightName): \(right); expected equal")
  }

  private func atMost(
    _ leftName: String, _ left: Int, _ rightName: String, _ right: Int
  ) throws(ReportError) {
    try require(
      left <= right, "\(leftName): \(left), \(rightName): \(right); expected no more than that")
  }
}
