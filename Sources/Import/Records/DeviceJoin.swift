internal import CensusModel

/// Joins the devices and users of all files of a source.
struct DeviceJoin {
  private(set) var records: SourceRecords
  private var deviceIndexes: [ExactText: Int] = [:]
  private var devices: [FileRecords.Device] = []
  private var userIndexes: [ExactText: Int] = [:]
  private var users: [FileRecords.User] = []
  private var extraUsers: [ImportedRecord] = []
  private var extraDevices: [ImportedRecord] = []
  private var seenDevices: [Set<ExactText>] = []
  private var seenProfiles: [Set<ExactText>] = []
  /// Distinct pairs of users and devices, and of users and profiles, that queries gave.
  private var devicePairs: Set<ExactText> = []
  private var profilePairs: Set<ExactText> = []

  /// - Parameter needsMail: some accounts are matched by the mail addresses of users.
  init(_ files: [FileRecords], system: SourceSystem, source: Int, needsMail: Bool) {
    records = SourceRecords(source: source)
    for file in files { add(file) }
    resolveOwners()
    for file in files { for association in file.associations { add(association) } }
    checkAssociations(files)
    for device in devices.map(\.record) + extraDevices {
      switch device.model {
      case .deviceProfile: records.profiles.append(device)
      case .remoteDestinationProfile: records.remoteDestinationProfiles.append(device)
      default: records.phones.append(device)
      }
    }
    records.users = users.map(\.record) + extraUsers
    guard system == .cucm else { return }
    checkStatements(needsMail: needsMail)
    checkTotals(files)
  }

  // MARK: One record for each

  /// A fact that one record of a file states is stated by its other records of the kind, too: an
  /// element without content may be left out.
  private mutating func add(_ file: FileRecords) {
    var stated: [ImportedModel: FileRecords.Stated] = [:]
    for device in file.devices {
      stated[device.record.model, default: []].formUnion(device.stated)
    }
    for device in file.devices {
      var device = device
      device.stated = stated[device.record.model] ?? []
      add(device)
    }
    let statedOfUsers = file.users.reduce(into: FileRecords.Stated()) { $0.formUnion($1.stated) }
    for user in file.users {
      var user = user
      user.stated = statedOfUsers
      add(user)
    }
  }

  private mutating func add(_ device: FileRecords.Device) {
    let name = ExactText("\(device.record.model.rawValue) \(Folding.key(device.record.key))")
    guard let index = deviceIndexes[name] else {
      deviceIndexes[name] = devices.count
      devices.append(device)
      return
    }
    var known = devices[index]
    known.stated.formUnion(device.stated)
    known.isRow = known.isRow || device.isRow
    if known.key.isEmpty { known.key = device.key }
    if known.ownerKey.isEmpty { known.ownerKey = device.ownerKey }
    let (old, new) = (known.record, device.record)
    known.record.place = old.place ?? new.place
    if old.product.isEmpty { known.record.product = new.product }
    if old.deviceModel.isEmpty { known.record.deviceModel = new.deviceModel }
    if old.deviceClass.isEmpty { known.record.deviceClass = new.deviceClass }
    if old.second.isEmpty {
      known.record.second = new.second
    } else if !new.second.isEmpty, !Folding.key(old.second).isExactly(Folding.key(new.second)) {
      // One phone with both its owners, as two records of one name are in a dump.
      var other = known.record
      other.second = new.second
      other.origin = new.origin
      extraDevices.append(other)
      warn("\(old.key) has two owners, \(old.second) and \(new.second)")
    }
    devices[index] = known
  }

  private mutating func add(_ user: FileRecords.User) {
    let id = ExactText(Folding.key(user.record.key))
    guard let index = userIndexes[id] else {
      userIndexes[id] = users.count
      var own = user
      own.record.devices = []
      own.record.profiles = []
      users.append(own)
      seenDevices.append([])
      seenProfiles.append([])
      return associate(users.count - 1, user.record)
    }
    users[index].stated.formUnion(user.stated)
    if users[index].key.isEmpty { users[index].key = user.key }
    users[index].listsDevices = users[index].listsDevices || user.listsDevices
    users[index].listsProfiles = users[index].listsProfiles || user.listsProfiles
    let (old, new) = (users[index].record, user.record)
    users[index].record.place = old.place ?? new.place
    if old.second.isEmpty {
      users[index].record.second = new.second
    } else if !new.second.isEmpty, !Folding.key(old.second).isExactly(Folding.key(new.second)) {
      var other = new
      other.devices = []
      other.profiles = []
      extraUsers.append(other)
      warn("\(old.key) has two mail addresses, \(old.second) and \(new.second)")
    }
    associate(index, user.record)
  }

  private mutating func associate(_ user: Int, _ record: ImportedRecord) {
    for device in record.devices { associate(user, device: device) }
    for profile in record.profiles { associate(user, profile: profile) }
  }

  private mutating func associate(_ user: Int, device: String) {
    guard seenDevices[user].insert(ExactText(Folding.key(device))).inserted else { return }
    users[user].record.devices.append(device)
  }

  private mutating func associate(_ user: Int, profile: String) {
    guard seenProfiles[user].insert(ExactText(Folding.key(profile))).inserted else { return }
    users[user].record.profiles.append(profile)
  }

  // MARK: Keys of the database

  private mutating func resolveOwners() {
    let ids = usersByKey
    var unknownCount = 0
    for index in devices.indices where !devices[index].ownerKey.isEmpty {
      guard devices[index].record.second.isEmpty else { continue }
      let key = devices[index].ownerKey
      if let user = ids[key] {
        devices[index].record.second = users[user].record.key
      } else {
        devices[index].record.second = key
        unknownCount += 1
      }
    }
    if unknownCount > 0, ids.isEmpty {
      records.gaps.append(
        "devices name their owners by key (fkenduser), and no export of users has keys (pkid)")
    } else if unknownCount > 0 {
      warn("\(unknownCount) devices have owners that are not in the export of users")
    }
  }

  private var usersByKey: [String: Int] {
    var ids: [String: Int] = [:]
    for (index, user) in users.enumerated() where !user.key.isEmpty { ids[user.key] = index }
    return ids
  }

  private lazy var userKeys = usersByKey
  private lazy var deviceKeys: [String: Int] = {
    var keys: [String: Int] = [:]
    for (index, device) in devices.enumerated() where !device.key.isEmpty {
      keys[device.key] = index
    }
    return keys
  }()

  // MARK: Associations

  private mutating func add(_ association: FileRecords.Association) {
    let pair = ExactText(Folding.key(association.user) + "\0" + Folding.key(association.device))
    if association.isProfile { profilePairs.insert(pair) } else { devicePairs.insert(pair) }
    let user =
      association.areKeys
      ? userKeys[association.user] : userIndexes[ExactText(Folding.key(association.user))]
    guard let user else {
      return records.leaveOut("association of a user that is not in the export")
    }
    if association.device.isEmpty { return records.leaveOut("association without a device") }
    var name = association.device
    var model = association.isProfile ? ImportedModel.deviceProfile : nil
    if association.areKeys {
      if let device = deviceKeys[association.device] {
        name = devices[device].record.key
        model = devices[device].record.model
      }
    } else if model == nil {
      model = self.model(named: name)
    }
    switch model {
    case .deviceProfile: associate(user, profile: name)
    case .remoteDestinationProfile:
      records.leaveOut("association with a remote destination profile, which its own record has")
    default: associate(user, device: name)
    }
  }

  /// The kind of the device that has a name; phones come first.
  private func model(named name: String) -> ImportedModel? {
    let folded = Folding.key(name)
    return [.phone, .deviceProfile, .remoteDestinationProfile].first { (model: ImportedModel) in
      deviceIndexes[ExactText("\(model.rawValue) \(folded)")] != nil
    }
  }

  private mutating func warn(_ text: String) { records.warnings.append(text) }
}

// MARK: Completeness

extension DeviceJoin {
  private mutating func checkAssociations(_ files: [FileRecords]) {
    let hasPhones = devices.contains { $0.record.model == .phone }
    let isComplete =
      files.contains(where: \.hasDeviceAssociations) || users.allSatisfy(\.listsDevices)
      || Self.areCountedAsNone("associations", files)
    if hasPhones, !isComplete {
      let count = users.count { !$0.listsDevices }
      records.gaps.append(
        "the devices that \(count) of \(users.count) users are associated with: no getUser reply, "
          + "BAT file with CONTROLLED DEVICE or User ID columns, or query of enduserdevicemap has "
          + "them")
    }
    let hasProfiles = devices.contains { $0.record.model == .deviceProfile }
    let hasOwners =
      files.contains(where: \.hasProfileAssociations) || users.allSatisfy(\.listsProfiles)
      || Self.areCountedAsNone("profiles", files)
      || users.contains { !$0.record.profiles.isEmpty }
    if hasProfiles, !users.isEmpty, !hasOwners {
      records.gaps.append(
        "the users of extension-mobility profiles: no getUser reply or query of enduserdevicemap "
          + "has them")
    }
  }

  /// A reply without rows does not say what was asked for; its count does.
  private static func areCountedAsNone(_ what: String, _ files: [FileRecords]) -> Bool {
    files.contains { $0.totals.contains { $0.what == what && $0.count == 0 } }
  }

  /// Facts without which records are counted wrongly, and which no export states.
  private mutating func checkStatements(needsMail: Bool) {
    for (model, name) in [
      (ImportedModel.phone, "phones"), (.remoteDestinationProfile, "remote destination profiles"),
    ] {
      let all = devices.filter { $0.record.model == model }
      func check(_ fact: FileRecords.Stated, _ what: String, _ advice: String) {
        let count = all.count { !$0.stated.contains(fact) }
        if count > 0 {
          records.gaps.append("the \(what) of \(count) of \(all.count) \(name): \(advice)")
        }
      }
      check(
        .owner, "owners", "no export of them has 'ownerUserName', 'owner', 'fkenduser' or 'userId'")
      guard model == .phone else { continue }
      check(.product, "products", "no export of them has 'product', 'model' or 'tkmodel'")
      check(.deviceClass, "classes", "no export of them has 'class' or 'tkclass'")
    }
    let count = users.count { !$0.stated.contains(.mail) }
    if needsMail, count > 0 {
      records.gaps.append(
        "the mail addresses of \(count) of \(users.count) users, by which accounts are matched: no "
          + "export of them has 'mailid'")
    }
  }

  /// Every `count(*)` must be the number of distinct rows of what it counts; one without a name,
  /// that of anything that was exported.
  private mutating func checkTotals(_ files: [FileRecords]) {
    let counts = self.counts
    for total in files.flatMap(\.totals) {
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
    let pairCount = devicePairs.count + profilePairs.count
    return [
      ("devices", "devices", devices.count), ("phones", "phones", phoneCount),
      ("devices", "devices of queries", devices.count(where: \.isRow)),
      ("users", "users", users.count),
      ("associations", "associations with devices", devicePairs.count),
      ("associations", "associations with devices and profiles", pairCount),
      ("profiles", "associations with profiles", profilePairs.count),
      ("profiles", "device profiles", records.profiles.count),
      ("", "remote destination profiles", records.remoteDestinationProfiles.count),
    ]
  }
}
