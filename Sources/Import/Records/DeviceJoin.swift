/// Joins the devices and users of all files of a source.
struct DeviceJoin {
  private(set) var records: SourceRecords
  private let source: ReadSource
  private let texts: TextPool
  private var devices: [ExportedRecords.Device] = []
  private var users: [ExportedRecords.User] = []
  /// For each model the device that has a key as its name.
  private var deviceIndexes = [TextMap](repeating: TextMap(), count: ImportedModel.allCases.count)
  private var userIndexes = TextMap()
  private var extraUsers: [ImportedRecord] = []
  private var extraDevices: [ImportedRecord] = []
  private var associatedDevices = GroupedTexts()
  private var associatedProfiles = GroupedTexts()

  /// - Parameters:
  ///   - source: loses its devices and users, which are joined where they are.
  ///   - texts: the texts of all records.
  ///   - list: gets the devices and profiles of users.
  init(_ source: inout ReadSource, _ texts: TextPool, list: inout [TextID]) {
    records = SourceRecords(source: source.index)
    (devices, users) = source.exported.takeDevicesAndUsers()
    self.source = source
    self.texts = texts
    joinDevices()
    joinUsers()
    resolveOwners()
    addAssociations()
    checkAssociations()
    records.phones.reserveCapacity(devices.count)
    for device in devices { append(device.record) }
    for device in extraDevices { append(device) }
    appendUsers(&list)
    guard source.system == .cucm else { return }
    checkStatements()
    checkTotals()
  }

  private mutating func append(_ device: ImportedRecord) {
    switch device.model {
    case .deviceProfile: records.profiles.append(device)
    case .remoteDestinationProfile: records.remoteDestinationProfiles.append(device)
    default: records.phones.append(device)
    }
  }

  private mutating func appendUsers(_ list: inout [TextID]) {
    let devices = associatedDevices.spans(ownerCount: users.count, in: &list) { texts.key(of: $0) }
    let profiles = associatedProfiles.spans(ownerCount: users.count, in: &list) {
      texts.key(of: $0)
    }
    records.users.reserveCapacity(users.count + extraUsers.count)
    for (index, user) in users.enumerated() {
      var record = user.record
      record.devices = devices[index]
      record.profiles = profiles[index]
      records.users.append(record)
    }
    records.users += extraUsers
  }

  // MARK: One record for each

  private mutating func joinDevices() {
    var count = 0
    for at in devices.indices {
      let device = devices[at]
      let model = Int(device.record.model.rawValue)
      let name = texts.key(of: device.record.key)
      if let index = deviceIndexes[model][name] {
        add(device, to: index)
      } else {
        deviceIndexes[model][name] = count
        devices[count] = device
        count += 1
      }
    }
    devices.removeSubrange(count...)
  }

  private mutating func add(_ device: ExportedRecords.Device, to index: Int) {
    devices[index].stated.formUnion(device.stated)
    devices[index].isRow = devices[index].isRow || device.isRow
    if devices[index].rowKey.index == nil { devices[index].rowKey = device.rowKey }
    if devices[index].ownerKey.isEmpty { devices[index].ownerKey = device.ownerKey }
    var known = devices[index].record
    let new = device.record
    known.place = known.place ?? new.place
    if known.product.isEmpty { known.product = new.product }
    if known.deviceModel.isEmpty { known.deviceModel = new.deviceModel }
    if known.deviceClass.isEmpty { known.deviceClass = new.deviceClass }
    if known.second.isEmpty {
      known.second = new.second
    } else if isOther(new.second, than: known.second) {
      // One phone with both its owners, as two records of one name are in a dump.
      var other = known
      other.second = new.second
      other.origin = new.origin
      extraDevices.append(other)
      warn("\(texts.string(known.key)) has two owners, \(both(known, new))")
    }
    devices[index].record = known
  }

  private mutating func joinUsers() {
    var count = 0
    for at in users.indices {
      let user = users[at]
      let id = texts.key(of: user.record.key)
      if let index = userIndexes[id] {
        add(user, to: index)
        associate(index, user.record)
      } else {
        userIndexes[id] = count
        users[count] = user
        associate(count, user.record)
        count += 1
      }
    }
    users.removeSubrange(count...)
  }

  private mutating func add(_ user: ExportedRecords.User, to index: Int) {
    users[index].stated.formUnion(user.stated)
    if users[index].rowKey.index == nil { users[index].rowKey = user.rowKey }
    users[index].listsDevices = users[index].listsDevices || user.listsDevices
    users[index].listsProfiles = users[index].listsProfiles || user.listsProfiles
    let (old, new) = (users[index].record, user.record)
    users[index].record.place = old.place ?? new.place
    if old.second.isEmpty {
      users[index].record.second = new.second
    } else if isOther(new.second, than: old.second) {
      var other = new
      other.devices = TextSpan()
      other.profiles = TextSpan()
      extraUsers.append(other)
      warn("\(texts.string(old.key)) has two mail addresses, \(both(old, new))")
    }
  }

  /// True if a record states an owner or an address, and not the one that is known.
  private func isOther(_ text: TextID, than known: TextID) -> Bool {
    !text.isEmpty && texts.key(of: text) != texts.key(of: known)
  }

  private func both(_ old: ImportedRecord, _ new: ImportedRecord) -> String {
    "\(texts.string(old.second)) and \(texts.string(new.second))"
  }

  private mutating func associate(_ user: Int, _ record: ImportedRecord) {
    for index in record.devices.range {
      associatedDevices.add(source.exported.lists[index], to: user)
    }
    for index in record.profiles.range {
      associatedProfiles.add(source.exported.lists[index], to: user)
    }
  }

  // MARK: Keys of the database

  private mutating func resolveOwners() {
    guard devices.contains(where: { !$0.ownerKey.isEmpty }) else { return }
    let indexes = rowIndexes(users.lazy.map(\.rowKey))
    var unknownCount = 0
    for index in devices.indices where !devices[index].ownerKey.isEmpty {
      guard devices[index].record.second.isEmpty else { continue }
      let key = devices[index].ownerKey
      if let user = indexes[texts.key(of: key)] {
        devices[index].record.second = users[user].record.key
      } else {
        devices[index].record.second = key
        unknownCount += 1
      }
    }
    if unknownCount > 0, users.allSatisfy({ $0.rowKey.index == nil }) {
      records.gaps.append(
        "devices name their owners by key (fkenduser), and no export of users has keys (pkid)")
    } else if unknownCount > 0 {
      warn("\(unknownCount) devices have owners that are not in the export of users")
    }
  }

  /// The records by the keys of their rows, as far as a text is such a key.
  private func rowIndexes(_ rowKeys: some Collection<ExportedRecords.RowKey>) -> TextMap {
    var indexes = TextMap()
    for (index, rowKey) in rowKeys.enumerated() {
      guard let number = rowKey.index else { continue }
      let key = unsafe source.exported.rowKeys.withText(number) { unsafe texts.key(of: $0) }
      if let key { indexes[key] = index }
    }
    return indexes
  }

  // MARK: Associations

  private mutating func addAssociations() {
    let areThereKeys = source.exported.associations.contains(where: \.areKeys)
    let usersByKey = areThereKeys ? rowIndexes(users.lazy.map(\.rowKey)) : TextMap()
    let devicesByKey = areThereKeys ? rowIndexes(devices.lazy.map(\.rowKey)) : TextMap()
    for association in source.exported.associations {
      let userKey = texts.key(of: association.user)
      guard let user = association.areKeys ? usersByKey[userKey] : userIndexes[userKey] else {
        records.leaveOut("association of a user that is not in the export")
        continue
      }
      if association.device.isEmpty {
        records.leaveOut("association without a device")
        continue
      }
      var name = association.device
      var model = association.isProfile ? ImportedModel.deviceProfile : nil
      if association.areKeys {
        if let device = devicesByKey[texts.key(of: association.device)] {
          name = devices[device].record.key
          model = devices[device].record.model
        }
      } else if model == nil {
        model = self.model(named: name)
      }
      switch model {
      case .deviceProfile: associatedProfiles.add(name, to: user)
      case .remoteDestinationProfile:
        records.leaveOut("association with a remote destination profile, which its own record has")
      default: associatedDevices.add(name, to: user)
      }
    }
  }

  /// The kind of the device that has a name; phones come first.
  private func model(named name: TextID) -> ImportedModel? {
    let key = texts.key(of: name)
    return [.phone, .deviceProfile, .remoteDestinationProfile].first { (model: ImportedModel) in
      deviceIndexes[Int(model.rawValue)][key] != nil
    }
  }

  private mutating func warn(_ text: String) { records.warnings.append(text) }
}

// MARK: Completeness

extension DeviceJoin {
  private mutating func checkAssociations() {
    let hasPhones = devices.contains { $0.record.model == .phone }
    let isComplete =
      source.files.contains(where: \.hasDeviceAssociations) || users.allSatisfy(\.listsDevices)
      || areCountedAsNone("associations")
    if hasPhones, !isComplete {
      let count = users.count { !$0.listsDevices }
      records.gaps.append(
        "the devices that \(count) of \(users.count) users are associated with: no getUser reply, "
          + "BAT file with CONTROLLED DEVICE or User ID columns, or query of enduserdevicemap has "
          + "them")
    }
    let hasProfiles = devices.contains { $0.record.model == .deviceProfile }
    let hasOwners =
      source.files.contains(where: \.hasProfileAssociations) || users.allSatisfy(\.listsProfiles)
      || areCountedAsNone("profiles") || !associatedProfiles.isEmpty
    if hasProfiles, !users.isEmpty, !hasOwners {
      records.gaps.append(
        "the users of extension-mobility profiles: no getUser reply or query of enduserdevicemap "
          + "has them")
    }
  }

  /// A reply without rows does not say what was asked for; its count does.
  private func areCountedAsNone(_ what: String) -> Bool {
    source.files.contains { $0.totals.contains { $0.what == what && $0.count == 0 } }
  }

  /// Facts without which records are counted wrongly, and which no export states.
  private mutating func checkStatements() {
    for (model, name) in [
      (ImportedModel.phone, "phones"), (.remoteDestinationProfile, "remote destination profiles"),
    ] {
      func check(_ fact: ExportedRecords.Stated, _ what: String, _ advice: String) {
        let count = devices.count { $0.record.model == model && !$0.stated.contains(fact) }
        if count > 0 {
          let total = devices.count { $0.record.model == model }
          records.gaps.append("the \(what) of \(count) of \(total) \(name): \(advice)")
        }
      }
      check(
        .owner, "owners", "no export of them has 'ownerUserName', 'owner', 'fkenduser' or 'userId'")
      guard model == .phone else { continue }
      check(.product, "products", "no export of them has 'product', 'model' or 'tkmodel'")
      check(.deviceClass, "classes", "no export of them has 'class' or 'tkclass'")
    }
    let count = users.count { !$0.stated.contains(.mail) }
    if source.needsMail, count > 0 {
      records.gaps.append(
        "the mail addresses of \(count) of \(users.count) users, by which accounts are matched: no "
          + "export of them has 'mailid'")
    }
  }

  /// Every `count(*)` must be the number of distinct rows of what it counts; one without a name,
  /// that of anything that was exported.
  private mutating func checkTotals() {
    let totals = source.files.flatMap(\.totals)
    if totals.isEmpty { return }
    let counts = self.counts
    for total in totals {
      let candidates = total.what.isEmpty ? counts : counts.filter { $0.query == total.what }
      if let match = candidates.first(where: { $0.count == total.count }) {
        records.totals.append(
          DeclaredTotal(what: match.what, readCount: match.count, declaredCount: total.count))
      } else if let first = candidates.first, !total.what.isEmpty {
        records.totals.append(
          DeclaredTotal(what: first.what, readCount: first.count, declaredCount: total.count))
        records.gaps.append("\(first.count) of \(total.count) \(first.what)")
      } else {
        let known = counts.filter { $0.count > 0 }.map { "\($0.count) \($0.what)" }
        records.gaps.append(
          "a count of \(total.count) rows, and no export has as many; read were "
            + known.joined(separator: ", "))
      }
    }
  }

  /// Everything that a query can count, with the name of the query's column.
  private var counts: [(query: String, what: String, count: Int)] {
    let phoneCount = devices.count { $0.record.model == .phone }
    let devicePairCount = pairCount(areProfiles: false)
    let profilePairCount = pairCount(areProfiles: true)
    return [
      ("devices", "devices", devices.count), ("phones", "phones", phoneCount),
      ("devices", "devices of queries", devices.count(where: \.isRow)),
      ("users", "users", users.count),
      ("associations", "associations with devices", devicePairCount),
      (
        "associations", "associations with devices and profiles", devicePairCount + profilePairCount
      ),
      ("profiles", "associations with profiles", profilePairCount),
      ("profiles", "device profiles", records.profiles.count),
      ("", "remote destination profiles", records.remoteDestinationProfiles.count),
    ]
  }

  /// Distinct pairs of users and devices, or of users and profiles, that queries gave.
  private func pairCount(areProfiles: Bool) -> Int {
    var pairs: [UInt64] = []
    for association in source.exported.associations where association.isProfile == areProfiles {
      let (user, device) = (texts.key(of: association.user), texts.key(of: association.device))
      pairs.append(UInt64(user.number) << 32 | UInt64(device.number))
    }
    pairs.sort()
    return zip(pairs, pairs.dropFirst()).reduce(into: pairs.isEmpty ? 0 : 1) { count, pair in
      if pair.0 != pair.1 { count += 1 }
    }
  }
}
