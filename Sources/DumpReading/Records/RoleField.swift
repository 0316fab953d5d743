/// A field that a role needs, as the dump profile calls it, and how it is written in a record.
struct RoleField: Sendable {
  enum Kind: Sendable {
    case text
    case flag
    case list
  }

  var name: String
  var kind: Kind
}

extension Role {
  /// The role's name in a dump profile.
  public var profileName: String {
    switch self {
    case .node: "node"
    case .customerSettings: "customerSettings"
    case .user: "user"
    case .phone: "phone"
    case .extensionMobilityProfile: "extensionMobilityProfile"
    case .singleNumberReachProfile: "singleNumberReachProfile"
    case .voicemail: "voicemail"
    case .webex: "webex"
    case .spark: "spark"
    case .contactCenterExpress: "contactCenterExpress"
    case .contactCenterEnterprise: "contactCenterEnterprise"
    case .microsoft365: "microsoft365"
    case .teams: "teams"
    case .exchange: "exchange"
    case .pexip: "pexip"
    case .phoneServerPhone: "phoneServerPhone"
    }
  }

  /// The fields that the role needs. The texts come first, in the order of `PackedRecord`; the
  /// packer relies on the order.
  var fields: [RoleField] {
    switch self {
    case .node: Self.texts("name", "nodeType")
    case .customerSettings: Self.flags("publicSector", "inactiveBilling")
    case .user: Self.texts("userId", "mail") + Self.lists("associatedDevices", "profiles")
    case .phone: Self.texts("name", "owner", "product", "model", "class")
    case .extensionMobilityProfile, .phoneServerPhone: Self.texts("name")
    case .singleNumberReachProfile: Self.texts("name", "userId")
    case .voicemail: Self.texts("alias")
    case .webex: Self.texts("webExId", "mail")
    case .spark: Self.texts("mail", "userName")
    case .contactCenterExpress, .contactCenterEnterprise: Self.texts("userId")
    case .microsoft365: Self.texts("principalName") + Self.flags("isLicensed")
    case .teams: Self.texts("principalName") + Self.flags("isVoiceEnabled")
    case .exchange: Self.texts("principalName")
    case .pexip: Self.texts("mail")
    }
  }

  private static func texts(_ names: String...) -> [RoleField] {
    names.map { RoleField(name: $0, kind: .text) }
  }

  private static func flags(_ names: String...) -> [RoleField] {
    names.map { RoleField(name: $0, kind: .flag) }
  }

  private static func lists(_ names: String...) -> [RoleField] {
    names.map { RoleField(name: $0, kind: .list) }
  }
}
