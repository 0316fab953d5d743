/// The models of a dump that an import writes.
enum ImportedModel: UInt8, CaseIterable, Sendable {
  case node, settings, user, phone, deviceProfile, remoteDestinationProfile, voicemail, webex,
    spark, uccxAgent, ucceAgent, microsoft365, teams, exchange, pexip, phoneServerPhone

  /// Its name in a dump.
  var name: String {
    switch self {
    case .node: "data/HierarchyNode"
    case .settings: "relation/HcsCustomerREL"
    case .user: "device/cucm/User"
    case .phone: "device/cucm/Phone"
    case .deviceProfile: "device/cucm/DeviceProfile"
    case .remoteDestinationProfile: "device/cucm/RemoteDestinationProfile"
    case .voicemail: "device/cuc/User"
    case .webex: "device/webex/User"
    case .spark: "device/spark/User"
    case .uccxAgent: "device/uccx/Agent"
    case .ucceAgent: "device/ucce/Agent"
    case .microsoft365: "device/msgraph/MsolUser"
    case .teams: "device/msteamsonline/CsOnlineUser"
    case .exchange: "device/msexchangeonline/UserMailbox"
    case .pexip: "device/pexip/User"
    case .phoneServerPhone: "device/phoneserver/Phone"
    }
  }

  /// The file of a dump that holds its records.
  var fileName: String { name.split(separator: "/").joined(separator: "-") + ".jsonl" }
}
