internal import CensusModel
internal import DumpReading

/// A service whose accounts are matched to users field by field, and are persons of their own if
/// they match none (AuditRules.md §2, rules 8 and 9).
struct AccountService: Sendable {
  /// The field of users that a field of an account is compared with.
  enum Field: Sendable { case userID, mailAddress }

  /// The role of its records.
  let role: Role
  /// The fact that a person with an account has.
  let fact: Fact
  /// Its fields in the order in which they are tried.
  let fields: [Field]

  /// All of them.
  static let all = [
    AccountService(role: .voicemail, fact: .voicemail, fields: [.userID]),
    AccountService(role: .webex, fact: .webex, fields: [.userID, .mailAddress]),
    AccountService(role: .spark, fact: .spark, fields: [.mailAddress, .userID]),
    AccountService(
      role: .contactCenterExpress, fact: .contactCenterExpress, fields: [.userID]),
    AccountService(
      role: .contactCenterEnterprise, fact: .contactCenterEnterprise, fields: [.userID]),
  ]
}
