/// The fields of a model's records, from the table of Inputs.md, "Models and fields".
struct RecordShape: Sendable {
  /// `model_type`.
  let model: String
  /// Fields that hold one name, id or address, the key fields first.
  let texts: [String]
  /// How many of `texts` are key fields: the first that is not empty is the key.
  let keyFields: Int
  /// Fields that hold a boolean.
  let flags: [String]

  init(_ model: String, _ texts: [String], keyFields: Int = 1, flags: [String] = []) {
    self.model = model
    self.texts = texts
    self.keyFields = keyFields
    self.flags = flags
  }

  static let node = "data/HierarchyNode"
  static let settings = "relation/HcsCustomerREL"
  static let user = "device/cucm/User"
  static let phone = "device/cucm/Phone"
  static let deviceProfile = "device/cucm/DeviceProfile"
  static let remoteDestinationProfile = "device/cucm/RemoteDestinationProfile"
  static let voicemail = "device/cuc/User"
  static let webex = "device/webex/User"
  static let spark = "device/spark/User"
  static let contactExpress = "device/uccx/Agent"
  static let contactEnterprise = "device/ucce/Agent"
  static let msolUser = "device/msgraph/MsolUser"
  static let teams = "device/msteamsonline/CsOnlineUser"
  static let mailbox = "device/msexchangeonline/UserMailbox"
  static let pexip = "device/pexip/User"
  static let phoneServer = "device/phoneserver/Phone"

  static let all = [
    RecordShape(node, ["name", "node_type"]),
    RecordShape(settings, [], keyFields: 0, flags: ["publicSector", "inactiveBilling"]),
    RecordShape(user, ["userid", "mailid"]),
    RecordShape(phone, ["name", "product", "model", "class", "ownerUserName"]),
    RecordShape(deviceProfile, ["name"]),
    RecordShape(remoteDestinationProfile, ["name", "userId"]),
    RecordShape(voicemail, ["Alias"]),
    RecordShape(webex, ["webExId", "email"], keyFields: 2),
    RecordShape(spark, ["email", "userName"], keyFields: 2),
    RecordShape(contactExpress, ["userID"]),
    RecordShape(contactEnterprise, ["userID"]),
    RecordShape(msolUser, ["UserPrincipalName"], flags: ["IsLicensed"]),
    RecordShape(teams, ["UserPrincipalName"], flags: ["EnterpriseVoiceEnabled"]),
    RecordShape(mailbox, ["UserPrincipalName"]),
    RecordShape(pexip, ["email"]),
    RecordShape(phoneServer, ["name"]),
  ]

  /// The shape of a model, or nil for a type that is skipped.
  static func of(_ model: String) -> RecordShape? {
    all.first { bytes($0.model) == bytes(model) }
  }
}
