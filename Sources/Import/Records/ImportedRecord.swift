/// The models of a dump that an import writes.
enum ImportedModel: String, CaseIterable, Sendable {
  case node = "data/HierarchyNode"
  case settings = "relation/HcsCustomerREL"
  case user = "device/cucm/User"
  case phone = "device/cucm/Phone"
  case deviceProfile = "device/cucm/DeviceProfile"
  case remoteDestinationProfile = "device/cucm/RemoteDestinationProfile"
  case voicemail = "device/cuc/User"
  case webex = "device/webex/User"
  case spark = "device/spark/User"
  case uccxAgent = "device/uccx/Agent"
  case ucceAgent = "device/ucce/Agent"
  case microsoft365 = "device/msgraph/MsolUser"
  case teams = "device/msteamsonline/CsOnlineUser"
  case exchange = "device/msexchangeonline/UserMailbox"
  case pexip = "device/pexip/User"
  case phoneServerPhone = "device/phoneserver/Phone"

  /// The file of a dump that holds its records.
  var fileName: String { rawValue.split(separator: "/").joined(separator: "-") + ".jsonl" }
}

/// Where a record comes from.
struct Origin: Sendable {
  /// The index of the file among all files of the import.
  var file: Int
  var line: Int
}

/// One record of a dump, before it is written.
struct ImportedRecord: Sendable {
  var model: ImportedModel
  /// Its name, id or address.
  var key: String
  /// The owner of a device, the mail address of a user, the second key of an account.
  var second = ""
  var product = ""
  var deviceModel = ""
  var deviceClass = ""
  /// Licensed, or with voice.
  var flag = false
  /// The index of its site; nil while it is not placed.
  var place: Int?
  var origin: Origin
  /// Associated devices and profiles of a user.
  var devices: [String] = []
  var profiles: [String] = []
}
