/// A yes/no of a person, from which the rule set decides the column that counts them.
///
/// The raw value is the number of the fact's plane in a columnar file: it never changes and is
/// never used again for another fact. A new fact takes the next free number.
public enum Fact: UInt8, CaseIterable, Sendable {
  /// Is a UCM user. Without it the person is an account that matched no user.
  case ucmUser = 0
  /// Has a Unity Connection voice mailbox.
  case voicemail = 1
  /// Has a WebEx Meetings account.
  case webex = 2
  /// Has a Spark (Webex App) account.
  case spark = 3
  /// Has at least one extension-mobility profile.
  case extensionMobility = 4
  /// Has at least one remote-destination profile (single number reach).
  case singleNumberReach = 5
  /// Is an agent of Contact Center Express.
  case contactCenterExpress = 6
  /// Is an agent of Contact Center Enterprise.
  case contactCenterEnterprise = 7
  /// Has Teams.
  case teams = 8
  /// Has Teams with voice.
  case teamsVoice = 9
  /// Has an Exchange mailbox.
  case exchange = 10
  /// Is a licensed Microsoft 365 user.
  case microsoft365 = 11
  /// Is a PexIP user.
  case pexip = 12

  /// The fact's name in rule sets, as the specification writes it.
  public var symbol: String {
    switch self {
    case .ucmUser: "U"
    case .voicemail: "V"
    case .webex: "W"
    case .spark: "S"
    case .extensionMobility: "E"
    case .singleNumberReach: "R"
    case .contactCenterExpress: "CCX"
    case .contactCenterEnterprise: "CCE"
    case .teams: "T"
    case .teamsVoice: "TV"
    case .exchange: "X"
    case .microsoft365: "O"
    case .pexip: "PX"
    }
  }
}

/// The facts of one person: bit *n* is the fact whose raw value is *n*.
public struct FactSet: OptionSet, Hashable, Sendable {
  /// Bit *n* is the fact whose raw value is *n*.
  public let rawValue: UInt16

  /// A set with these bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set that holds just this fact.
  public init(_ fact: Fact) { self.init(rawValue: 1 << UInt16(fact.rawValue)) }

  /// True if the person has the fact.
  public func contains(_ fact: Fact) -> Bool { contains(FactSet(fact)) }

  /// Gives the person the fact.
  public mutating func insert(_ fact: Fact) { formUnion(FactSet(fact)) }
}
