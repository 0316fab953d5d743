/// The part that a record plays in the audit. Which model of the platform plays which role stands
/// in the dump profile.
public enum Role: UInt8, CaseIterable, Sendable {
  case node = 0
  case customerSettings = 1
  case user = 2
  case phone = 3
  case extensionMobilityProfile = 4
  case singleNumberReachProfile = 5
  case voicemail = 6
  case webex = 7
  case spark = 8
  case contactCenterExpress = 9
  case contactCenterEnterprise = 10
  case microsoft365 = 11
  case teams = 12
  case exchange = 13
  case pexip = 14
  case phoneServerPhone = 15

  /// True if records of this role are counted: all but nodes and settings (AuditRules.md §2, rule 5).
  public var isCounted: Bool { self != .node && self != .customerSettings }
}
