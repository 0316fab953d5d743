/// The yield of one exported file, before records of several files are joined.
struct FileRecords: Sendable {
  /// Facts that a record states at all, even as none: without them a record cannot be counted.
  struct Stated: OptionSet {
    let rawValue: UInt8
    /// The owner of a phone, or the user of a remote destination profile.
    static let owner = Stated(rawValue: 1)
    static let product = Stated(rawValue: 2)
    static let deviceClass = Stated(rawValue: 4)
    static let mail = Stated(rawValue: 8)
  }

  /// A device as one file states it.
  struct Device: Sendable {
    var record: ImportedRecord
    /// The key of its row in the database, folded; empty where the export has none.
    var key: String
    /// The key of its owner's row.
    var ownerKey: String
    var stated: Stated = []
    /// True if it is a row of a query.
    var isRow = false
  }

  /// A user as one file states it.
  struct User: Sendable {
    var record: ImportedRecord
    var key: String
    /// True if the form lists all devices, or profiles, that the user is associated with.
    var listsDevices: Bool
    var listsProfiles: Bool
    var stated: Stated = []
  }

  /// That a user may control a device, by names or by keys of the database.
  struct Association: Sendable {
    var user: String
    var device: String
    var areKeys: Bool
    /// True if the device is known to be an extension-mobility profile.
    var isProfile: Bool
    var origin: Origin
  }

  /// An account of a service, with all that decides what it becomes.
  struct Account: Sendable {
    var key: String
    var second = ""
    var department = ""
    /// Licences or service plans in use, each by its id or name.
    var licences: [String] = []
    /// Products (SKUs) with the plans that are switched off.
    var products: [(id: String, disabledPlans: [String])] = []
    /// True if the licences are names, and not ids.
    var hasLicenceNames = false
    var hasPlans = false
    /// True if the export says which products the account has.
    var hasProducts = false
    /// True if it comes from `Get-CsOnlineUser`, and what that says of its voice.
    var isOnlineUser = false
    var isVoiceEnabled = false
    var origin: Origin
  }

  /// A licence of a Webex organisation.
  struct Licence: Sendable {
    var id: String
    var name: String
    var consumedByUsers: Int?
  }

  /// A product that a Microsoft tenant has subscribed to.
  struct Product: Sendable {
    var id: String
    var name: String
    var plans: [String]
    var isSuspended: Bool
  }

  /// A total that a page or a query declares.
  struct Total: Sendable {
    /// The thing that a query counts, as its column names it; empty where it has no such name.
    var what = ""
    var count: Int
    var line: Int
  }

  /// A page, or a whole document.
  struct Page: Sendable {
    var recordCount: Int
    /// Where it says that there are more.
    var nextPage: String?
  }

  var form = ""
  /// Descriptions of the elements and rows that records come from.
  var elements: [String] = []
  var readCount = 0
  var devices: [Device] = []
  var users: [User] = []
  var associations: [Association] = []
  var accounts: [Account] = []
  var licences: [Licence] = []
  var products: [Product] = []
  /// Keys that tell records of a list apart, for totals.
  var listKeys: [String] = []
  var totals: [Total] = []
  /// Why records were left out, with their number.
  var leftOut: [String: Int] = [:]
  /// True if a form was read that lists associations of devices, or of profiles, as a whole.
  var hasDeviceAssociations = false
  var hasProfileAssociations = false
  var pages: [Page] = []
  /// The digest of the file's content, for pages of equal content.
  var digest = ""

  mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }
}
