internal import CensusRules

/// The columns of a breakdown (AuditRules.md §3): those of the built-in rule set, or those of another
/// one, which say how many users are licensed.
struct BreakdownShape: Equatable {
  /// n of `Users With More Than n Phones`.
  let phonesPerLicense: Int
  /// True if `Licensed Users` follows `UCM Users`.
  let hasLicensedUsers: Bool

  static let licensedUsers = "Licensed Users"
  static let additionalLicenses = "Additional Licenses"
  static let userLicenses = "User Licenses"

  private static let overPrefix = "Users With More Than "
  private static let overSuffix = " Phones"

  init(_ rules: RuleSet) {
    phonesPerLicense = rules.phonesPerLicense
    hasLicensedUsers = !rules.isBuiltIn
  }

  init(phonesPerLicense: Int, hasLicensedUsers: Bool) {
    self.phonesPerLicense = phonesPerLicense
    self.hasLicensedUsers = hasLicensedUsers
  }

  /// The shape with these titles; nil where they are not those of a breakdown.
  ///
  /// - Parameter titles: without the Customer PKID.
  init?(titles: [String]) {
    let over = titles.first { $0.hasPrefix(Self.overPrefix) && $0.hasSuffix(Self.overSuffix) }
    guard let over,
      let number = Int(over.dropFirst(Self.overPrefix.count).dropLast(Self.overSuffix.count))
    else { return nil }
    let hasLicensedUsers = titles.contains(Self.licensedUsers)
    self.init(phonesPerLicense: number, hasLicensedUsers: hasLicensedUsers)
    guard self.titles == titles, hasLicensedUsers || number == 10 else { return nil }
  }

  /// The titles of the columns after the Customer PKID.
  var titles: [String] {
    ["UCM Users"] + (hasLicensedUsers ? [Self.licensedUsers] : []) + [
      "Unclassified Users", "Unclassified Accounts",
      Self.overPrefix + String(phonesPerLicense) + Self.overSuffix, Self.additionalLicenses,
      Self.userLicenses, "Phones", "Assigned Phones", "Standalone Phones",
      "Standalone Analog Ports", "CTI Ports", "Spark Remote Devices", "Not Phones",
      "Orphan Owners", "Unknown Associations", "Merged Records", "Above Site Level",
    ]
  }
}
