internal import CensusModel
internal import ColumnFile
internal import DumpReading

extension Fact {
  /// The fact in words for people.
  var meaning: String {
    switch self {
    case .ucmUser: "UCM user"
    case .voicemail: "voice mailbox"
    case .webex: "WebEx Meetings"
    case .spark: "Spark (Webex App)"
    case .extensionMobility: "extension mobility: a device profile"
    case .singleNumberReach: "single number reach: a remote-destination profile"
    case .contactCenterExpress: "agent of Contact Center Express"
    case .contactCenterEnterprise: "agent of Contact Center Enterprise"
    case .teams: "Teams"
    case .teamsVoice: "Teams with voice"
    case .exchange: "Exchange mailbox"
    case .microsoft365: "licensed Microsoft 365 user"
    case .pexip: "PexIP user"
    }
  }

  /// The kinds of record that can give a person the fact.
  var roles: Set<Role> {
    switch self {
    case .ucmUser: [.user]
    case .voicemail: [.voicemail]
    case .webex: [.webex]
    case .spark: [.spark]
    case .extensionMobility: [.extensionMobilityProfile]
    case .singleNumberReach: [.singleNumberReachProfile]
    case .contactCenterExpress: [.contactCenterExpress]
    case .contactCenterEnterprise: [.contactCenterEnterprise]
    case .teams, .teamsVoice: [.teams]
    case .exchange: [.exchange]
    case .microsoft365: [.microsoft365]
    case .pexip: [.pexip]
    }
  }
}

extension Fact {
  /// True if a record of its kind is what gives a person the fact.
  func comes(from source: SourceRecord) -> Bool {
    Role(rawValue: source.model).map { roles.contains($0) } ?? false
  }
}

extension DeviceRelation {
  /// For people: what says that a device is a user's.
  var meaning: String {
    let parts = [
      contains(.owner) ? "the phone's owner" : nil,
      contains(.association) ? "the user's associated devices" : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " and ")
  }

  /// For programs.
  var names: [String] {
    [contains(.owner) ? "owner" : nil, contains(.association) ? "association" : nil]
      .compactMap(\.self)
  }
}

extension NamedPerson {
  /// A device of a person.
  struct Device {
    var type: UInt16
    var name: String
    var sources: [SourceRecord]
    var relation: DeviceRelation

    /// True for a device of this folded name.
    func isNamed(_ key: String) -> Bool { Folding.key(name).isExactly(key) }
  }

  /// The devices, in their order.
  var devices: [Device] {
    zip(deviceTypes, zip(row.parts, row.relations)).map { type, rest in
      Device(type: type, name: rest.0.name, sources: rest.0.sources, relation: rest.1)
    }
  }
}

extension NamedInput {
  /// True if a person has a phone or an analog port, beside which their Spark Remote Devices do not
  /// count.
  func hasPhone(_ person: NamedPerson) -> Bool {
    person.deviceTypes.contains { [.phone, .analog].contains(classOfType[Int($0)]) }
  }
}

extension DeviceClass {
  /// True if a device of this class counts for its owner, for the same reason.
  func counts(hasPhone: Bool) -> Bool {
    switch self {
    case .phone, .analog: true
    case .sparkRemote: !hasPhone
    case .ctiPort, .none: false
    }
  }

  /// The reason why a device of this class counts for its owner, or does not (AuditRules.md §2,
  /// rules 2 to 4).
  ///
  /// - Parameter hasPhone: whether the owner has a phone or an analog port.
  func reason(hasPhone: Bool) -> String {
    switch self {
    case .phone, .analog: "counts"
    case .ctiPort: "does not count: a CTI port counts nowhere"
    case .sparkRemote where hasPhone:
      "does not count: its owner has another phone, beside which Spark Remote Devices do not"
    case .sparkRemote:
      "counts: its owner has no other phone, and all their Spark Remote Devices are one phone"
    case .none: "does not count: it is no phone"
    }
  }

  /// The reason why a device of this class without an owner counts, or not.
  var standaloneReason: String {
    switch self {
    case .phone: "counts as a standalone phone"
    case .analog: "counts as a standalone analog port"
    case .ctiPort: "does not count: a CTI port counts nowhere"
    case .sparkRemote: "does not count: a Spark Remote Device counts for its owner only"
    case .none: "does not count: it is no phone"
    }
  }
}
