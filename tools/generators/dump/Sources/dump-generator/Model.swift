/// A type of record that the generator writes. Each goes to files of its own.
enum Model: Int, CaseIterable {
  case phone, user, deviceProfile, remoteDestinationProfile, line
  case voicemail, webex, spark, contactCenterExpress, contactCenterEnterprise
  case microsoft365, teams, exchange, pexip, phoneServerPhone
  case customerSettings, node

  var modelType: String {
    switch self {
    case .phone: "device/cucm/Phone"
    case .user: "device/cucm/User"
    case .deviceProfile: "device/cucm/DeviceProfile"
    case .remoteDestinationProfile: "device/cucm/RemoteDestinationProfile"
    case .line: "device/cucm/Line"
    case .voicemail: "device/cuc/User"
    case .webex: "device/webex/User"
    case .spark: "device/spark/User"
    case .contactCenterExpress: "device/uccx/Agent"
    case .contactCenterEnterprise: "device/ucce/Agent"
    case .microsoft365: "device/msgraph/MsolUser"
    case .teams: "device/msteamsonline/CsOnlineUser"
    case .exchange: "device/msexchangeonline/UserMailbox"
    case .pexip: "device/pexip/User"
    case .phoneServerPhone: "device/phoneserver/Phone"
    case .customerSettings: "relation/HcsCustomerREL"
    case .node: "data/HierarchyNode"
    }
  }

  /// The name of its files, without number and suffix: the model type with `-` for `/`.
  var fileName: String { String(modelType.map { $0 == "/" ? "-" : $0 }) }
}
