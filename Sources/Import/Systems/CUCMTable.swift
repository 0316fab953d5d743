internal import CensusModel
internal import Documents

/// CUCM: replies of AXL in XML or JSON, BAT files, and answers to SQL queries.
enum CUCMTable: SystemTable {
  /// The objects of AXL that matter.
  private static let objects = ["phone", "user", "deviceProfile", "remoteDestinationProfile"]
  /// The elements around them: a whole reply, or what a client library keeps of it.
  private static let prefixes = [
    "Envelope/Body/*Response/return/", "*Response/return/", "return/", "",
  ]

  private static let fields: [(path: String, field: Field)] = [
    ("@uuid", .key), ("uuid", .key), ("name", .name), ("description", .description),
    ("product", .product), ("model", .model), ("class", .deviceClass),
    ("devicePoolName", .devicePool), ("locationName", .location), ("ownerUserName", .owner),
    ("userid", .userId), ("mailid", .mail), ("department", .department),
    ("userId", .associatedUser),
    ("associatedDevices", .listsDevices), ("associatedDevices/device", .associatedDevice),
    ("phoneProfiles", .listsProfiles), ("phoneProfiles/profileName", .profile),
  ]

  static let tree: FieldTree = {
    var tree = FieldTree()
    for prefix in prefixes {
      for object in objects {
        tree.addRecord(prefix + object, object)
        for entry in fields { tree.add("\(prefix)\(object)/\(entry.path)", entry.field) }
      }
      tree.addRecord(prefix + "row", "row", isTable: true)
    }
    tree.recognise("Envelope/Body/*Response")
    tree.recognise("*Response")
    tree.recognise("return")
    tree.add("Envelope/Body/Fault/faultstring", .errorText)
    tree.add("Envelope/Body/Fault/detail/axlError/axlmessage", .errorText)
    tree.add("error/message", .errorText)
    tree.rootRecord = "object"
    for entry in fields { tree.add(entry.path, entry.field) }
    return tree
  }()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    switch row.kind {
    case "phone", "deviceProfile", "remoteDestinationProfile": try takeObject(row, &context)
    case "user", "bat-users", "sql-users": try takeUser(row, &context)
    case "object":
      if row.has(.userId) { return try takeUser(row, &context) }
      guard row.has(.name), !row[.deviceClass].isEmpty else {
        throw context.refusal(
          row,
          "an object that is not a phone, user, device profile or remote destination profile of "
            + "AXL; export objects with their 'name' and 'class', or 'userid'")
      }
      try takeObject(row, &context)
    case "bat-phones", "sql-devices": try takeDevice(row, &context)
    case "sql-associations", "sql-association-keys", "sql-profiles": takeAssociation(row, &context)
    case let kind where kind.hasPrefix("sql-count"): try takeCount(row, &context)
    default: throw context.refusal(row, "a kind of record that CUCM does not have: \(row.kind)")
    }
  }

  // MARK: Devices

  /// A phone or profile of AXL: its kind is that of the element, or its class.
  private static func takeObject(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    let model: ImportedModel =
      switch row.kind {
      case "deviceProfile": .deviceProfile
      case "remoteDestinationProfile": .remoteDestinationProfile
      case "phone": .phone
      default: Self.model(ofClass: row[.deviceClass])
      }
    try add(model, row, deviceClass: row[.deviceClass], &context)
  }

  private static func takeDevice(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    var deviceClass = row[.deviceClass]
    if row.kind == "bat-phones" {
      deviceClass = "Phone"
    } else if deviceClass.isEmpty, !row[.classNumber].isEmpty {
      guard let name = DeviceNumbers.className(row[.classNumber]) else {
        throw context.refusal(
          row,
          "'\(row[.classNumber])' is not the number of a device class; select 'tkclass' as it is")
      }
      deviceClass = name
    }
    if deviceClass.isEmpty {
      throw context.refusal(
        row,
        "a device without its class: profiles and gateways cannot be told from phones; select "
          + "'tkclass', too")
    }
    try add(Self.model(ofClass: deviceClass), row, deviceClass: deviceClass, &context)
    for user in row.all(.associatedUser) {
      context.records.associations.append(
        FileRecords.Association(
          user: user, device: row[.name], areKeys: false, isProfile: false,
          origin: context.origin(row)))
    }
  }

  private static func add(
    _ model: ImportedModel, _ row: borrowing Row, deviceClass: String, _ context: inout FileContext
  ) throws(DocumentError) {
    if row[.name].isEmpty { return context.records.leaveOut("no name") }
    var record = ImportedRecord(model: model, key: row[.name], origin: context.origin(row))
    record.deviceClass = deviceClass
    record.product = row[.product]
    record.deviceModel = row[.model]
    if record.deviceModel.isEmpty, !row[.modelNumber].isEmpty {
      record.deviceModel = try DeviceNumbers.modelName(row[.modelNumber], row, context)
    }
    // Only remote destination profiles have a user of their own.
    let owner = row[.owner]
    record.second =
      model == .remoteDestinationProfile && owner.isEmpty ? row[.associatedUser] : owner
    record.place = context.placement.place(
      source: context.source,
      [
        (.devicePool, row[.devicePool]), (.location, row[.location]), (.name, row[.name]),
        (.description, row[.description]),
      ])
    context.records.devices.append(
      FileRecords.Device(
        record: record, key: folded(key: row[.key]), ownerKey: folded(key: row[.ownerKey]),
        stated: stated(row, model, deviceClass), isRow: row.kind == "sql-devices"))
  }

  private static func stated(
    _ row: borrowing Row, _ model: ImportedModel, _ deviceClass: String
  ) -> FileRecords.Stated {
    var stated: FileRecords.Stated = []
    if row.has(.owner) || row.has(.ownerKey) { stated.insert(.owner) }
    if model == .remoteDestinationProfile, row.has(.associatedUser) { stated.insert(.owner) }
    if row.has(.product) || row.has(.model) || row.has(.modelNumber) { stated.insert(.product) }
    if row.has(.deviceClass) || !deviceClass.isEmpty { stated.insert(.deviceClass) }
    return stated
  }

  private static func model(ofClass name: String) -> ImportedModel {
    switch Folding.product(name) {
    case "device profile": .deviceProfile
    case "remote destination profile": .remoteDestinationProfile
    default: .phone
    }
  }

  // MARK: Users and associations

  private static func takeUser(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    if row[.userId].isEmpty { return context.records.leaveOut("no user id") }
    var record = ImportedRecord(model: .user, key: row[.userId], origin: context.origin(row))
    record.second = row[.mail]
    record.devices = row.all(.associatedDevice)
    record.profiles = row.all(.profile)
    record.place = context.placement.place(
      source: context.source,
      [(.userid, row[.userId]), (.mail, row[.mail]), (.department, row[.department])])
    let isGetUser = row.operation == "getUserResponse"
    context.records.users.append(
      FileRecords.User(
        record: record, key: folded(key: row[.key]),
        listsDevices: isGetUser || row.has(.listsDevices) || row.has(.associatedDevice),
        listsProfiles: isGetUser || row.has(.listsProfiles) || row.has(.profile),
        stated: row.has(.mail) ? .mail : []))
  }

  private static func takeAssociation(_ row: borrowing Row, _ context: inout FileContext) {
    let areKeys = row.kind == "sql-association-keys"
    let isProfile =
      row.kind == "sql-profiles" || row[.classNumber] == "254"
      || model(ofClass: row[.deviceClass]) == .deviceProfile
    let device = areKeys ? row[.associatedDeviceKey] : row[isProfile ? .profile : .associatedDevice]
    let named = device.isEmpty ? row[.associatedDevice] : device
    context.records.associations.append(
      FileRecords.Association(
        user: areKeys ? folded(key: row[.ownerKey]) : row[.userId],
        device: areKeys ? folded(key: named) : named, areKeys: areKeys, isProfile: isProfile,
        origin: context.origin(row)))
  }

  private static func takeCount(_ row: borrowing Row, _ context: inout FileContext)
    throws(DocumentError)
  {
    guard let count = Int(row[.count]), count >= 0 else {
      throw context.refusal(row, "'\(row[.count])' is not a count")
    }
    let what = String(row.kind.dropFirst("sql-count-".count))
    context.records.totals.append(FileRecords.Total(what: what, count: count, line: row.line))
  }

  /// A key of the database: AXL writes it in braces and upper case, SQL does not.
  private static func folded(key: String) -> String {
    var text = Folding.key(key)
    if text.hasPrefix("{"), text.hasSuffix("}") { text = String(text.dropFirst().dropLast()) }
    return text
  }
}
