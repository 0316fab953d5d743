/// Records of exports, before those of several files are joined. Texts are numbers of one pool.
struct ExportedRecords: Sendable {
  /// Facts that a record states at all, even as none: without them a record cannot be counted.
  struct Stated: OptionSet {
    let rawValue: UInt8
    /// The owner of a phone, or the user of a remote destination profile.
    static let owner = Stated(rawValue: 1)
    static let product = Stated(rawValue: 2)
    static let deviceClass = Stated(rawValue: 4)
    static let mail = Stated(rawValue: 8)
  }

  /// The index of the key of a record's row in the database; none where the export has none.
  struct RowKey {
    private var number: Int32 = -1

    static let none = RowKey()

    private init() {}

    init(_ index: Int) { number = Int32(index) }

    var index: Int? { number < 0 ? nil : Int(number) }

    func moved(by offset: Int) -> RowKey { index.map { RowKey($0 + offset) } ?? self }
  }

  /// A device as one file states it.
  struct Device: Sendable {
    var record: ImportedRecord
    var rowKey = RowKey.none
    /// The key of its owner's row.
    var ownerKey = TextID.empty
    var stated: Stated = []
    /// True if it is a row of a query.
    var isRow = false
  }

  /// A user as one file states it.
  struct User: Sendable {
    var record: ImportedRecord
    var rowKey = RowKey.none
    /// True if the form lists all devices, or profiles, that the user is associated with.
    var listsDevices: Bool
    var listsProfiles: Bool
    var stated: Stated = []
  }

  /// That a user may control a device, by names or by keys of the database.
  struct Association: Sendable {
    var user: TextID
    var device: TextID
    var areKeys: Bool
    /// True if the device is known to be an extension-mobility profile.
    var isProfile: Bool
  }

  /// An account of a service, with all that decides what it becomes.
  struct Account: Sendable {
    var key: TextID
    var second = TextID.empty
    var department = TextID.empty
    /// Licences or service plans in use, each by its id or name.
    var licences = TextSpan()
    /// The products (SKUs) of the account, as indexes of `heldProducts`.
    var products = 0..<0
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

  /// A product of an account, with the plans that are switched off.
  struct HeldProduct: Sendable {
    var id: TextID
    var disabledPlans: TextSpan
  }

  /// A licence of a Webex organisation.
  struct Licence: Sendable {
    var id: TextID
    var name: TextID
    var consumedByUsers: Int?
  }

  /// A product that a Microsoft tenant has subscribed to.
  struct Product: Sendable {
    var id: TextID
    var plans: TextSpan
    var isSuspended: Bool
  }

  var devices: [Device] = []
  var users: [User] = []
  var associations: [Association] = []
  var accounts: [Account] = []
  var heldProducts: [HeldProduct] = []
  var licences: [Licence] = []
  var products: [Product] = []
  /// The texts of all spans.
  var lists: [TextID] = []
  /// Keys of rows in the database. Most are never looked at.
  var rowKeys = TextList()
  /// Keys that tell records of a list apart, for totals.
  var listKeys: [TextID] = []

  /// Makes room for the records of files, where there are none of their kind so far: to grow with
  /// every file copies them again and again.
  ///
  /// - Parameters:
  ///   - fileCount: about how many files there are.
  ///   - file: the first of them.
  mutating func makeRoom(for fileCount: Int, of file: ExportedRecords) {
    func room(_ count: Int) -> Int {
      min(min(count, Self.roomMax) * min(fileCount, Self.roomMax), Self.roomMax)
    }
    if devices.isEmpty { devices.reserveCapacity(room(file.devices.count)) }
    if users.isEmpty { users.reserveCapacity(room(file.users.count)) }
    if accounts.isEmpty { accounts.reserveCapacity(room(file.accounts.count)) }
  }

  /// The most records that room is made for. A tuning constant: any value is right.
  private static let roomMax = 1 << 18

  /// Adds the records of a file.
  ///
  /// - Parameter numbers: for each text of the file its number here.
  mutating func append(_ file: ExportedRecords, _ numbers: [TextID]) {
    let offsets = (list: lists.count, rowKey: rowKeys.count, product: heldProducts.count)
    func here(_ text: TextID) -> TextID { numbers[Int(text.number)] }
    func here(_ record: ImportedRecord) -> ImportedRecord {
      var record = record
      record.key = here(record.key)
      record.second = here(record.second)
      record.product = here(record.product)
      record.deviceModel = here(record.deviceModel)
      record.deviceClass = here(record.deviceClass)
      record.devices = record.devices.moved(by: offsets.list)
      record.profiles = record.profiles.moved(by: offsets.list)
      return record
    }
    let stated = file.statedOfDevices
    for var device in file.devices {
      device.record = here(device.record)
      device.rowKey = device.rowKey.moved(by: offsets.rowKey)
      device.ownerKey = here(device.ownerKey)
      device.stated = stated[Int(device.record.model.rawValue)]
      devices.append(device)
    }
    let statedOfUsers = file.users.reduce(into: Stated()) { $0.formUnion($1.stated) }
    for var user in file.users {
      user.record = here(user.record)
      user.rowKey = user.rowKey.moved(by: offsets.rowKey)
      user.stated = statedOfUsers
      users.append(user)
    }
    for var association in file.associations {
      association.user = here(association.user)
      association.device = here(association.device)
      associations.append(association)
    }
    for var account in file.accounts {
      account.key = here(account.key)
      account.second = here(account.second)
      account.department = here(account.department)
      account.licences = account.licences.moved(by: offsets.list)
      let range = account.products
      account.products = (range.lowerBound + offsets.product)..<(range.upperBound + offsets.product)
      accounts.append(account)
    }
    for product in file.heldProducts {
      heldProducts.append(
        HeldProduct(
          id: here(product.id), disabledPlans: product.disabledPlans.moved(by: offsets.list)))
    }
    for licence in file.licences {
      licences.append(
        Licence(
          id: here(licence.id), name: here(licence.name), consumedByUsers: licence.consumedByUsers))
    }
    for var product in file.products {
      product.id = here(product.id)
      product.plans = product.plans.moved(by: offsets.list)
      products.append(product)
    }
    for text in file.lists { lists.append(here(text)) }
    for text in file.listKeys { listKeys.append(here(text)) }
    rowKeys.append(file.rowKeys)
  }

  /// Hands the devices and users over.
  mutating func takeDevicesAndUsers() -> ([Device], [User]) {
    defer { (devices, users) = ([], []) }
    return (devices, users)
  }

  /// A fact that one record of a file states is stated by its other records of the kind, too: an
  /// element without content may be left out.
  private var statedOfDevices: [Stated] {
    var stated = [Stated](repeating: [], count: ImportedModel.allCases.count)
    for device in devices { stated[Int(device.record.model.rawValue)].formUnion(device.stated) }
    return stated
  }
}
