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
      guard row.has(.name), !row.isEmpty(.deviceClass) else {
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
  private static func takeObject(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    let deviceClass = context.text(.deviceClass, of: row)
    let model: ImportedModel =
      switch row.kind {
      case "deviceProfile": .deviceProfile
      case "remoteDestinationProfile": .remoteDestinationProfile
      case "phone": .phone
      default: Self.model(ofClass: deviceClass, &context)
      }
    try add(model, row, deviceClass: deviceClass, &context)
  }

  private static func takeDevice(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    var deviceClass = context.text(.deviceClass, of: row)
    if row.kind == "bat-phones" {
      deviceClass = context.records.texts.number(of: "Phone")
    } else if deviceClass.isEmpty, !row.isEmpty(.classNumber) {
      deviceClass = try DeviceNumbers.className(.classNumber, row, &context)
    }
    if deviceClass.isEmpty {
      throw context.refusal(
        row,
        "a device without its class: profiles and gateways cannot be told from phones; select "
          + "'tkclass', too")
    }
    try add(Self.model(ofClass: deviceClass, &context), row, deviceClass: deviceClass, &context)
    for value in row.values where value.field == .associatedUser && !value.text.isEmpty {
      context.records.exported.associations.append(
        ExportedRecords.Association(
          user: context.text(value.text, of: row), device: context.text(.name, of: row),
          areKeys: false, isProfile: false))
    }
  }

  private static func add(
    _ model: ImportedModel, _ row: borrowing Row, deviceClass: TextID, _ context: inout FileContext
  ) throws(DocumentError) {
    if row.isEmpty(.name) { return context.records.leaveOut("no name") }
    var record = ImportedRecord(
      model: model, key: context.text(.name, of: row), origin: context.origin(row))
    record.deviceClass = deviceClass
    record.product = context.text(.product, of: row)
    record.deviceModel = context.text(.model, of: row)
    if record.deviceModel.isEmpty, !row.isEmpty(.modelNumber) {
      record.deviceModel = try DeviceNumbers.modelName(.modelNumber, row, &context)
    }
    // Only remote destination profiles have a user of their own.
    let isUserOwner = model == .remoteDestinationProfile && row.isEmpty(.owner)
    record.second = context.text(isUserOwner ? .associatedUser : .owner, of: row)
    record.place = context.place(
      row,
      [
        (.devicePool, .devicePool), (.location, .location), (.name, .name),
        (.description, .description),
      ])
    var device = ExportedRecords.Device(record: record, rowKey: context.addRowKey(of: row))
    if !row.isEmpty(.ownerKey) { device.ownerKey = context.rowKey(.ownerKey, of: row) }
    device.stated = stated(row, model, hasClass: !deviceClass.isEmpty)
    device.isRow = row.kind == "sql-devices"
    context.records.exported.devices.append(device)
  }

  private static func stated(
    _ row: borrowing Row, _ model: ImportedModel, hasClass: Bool
  ) -> ExportedRecords.Stated {
    var stated: ExportedRecords.Stated = []
    for value in row.values {
      switch value.field {
      case .owner, .ownerKey: stated.insert(.owner)
      case .associatedUser where model == .remoteDestinationProfile: stated.insert(.owner)
      case .product, .model, .modelNumber: stated.insert(.product)
      case .deviceClass: stated.insert(.deviceClass)
      default: break
      }
    }
    if hasClass { stated.insert(.deviceClass) }
    return stated
  }

  private static func model(ofClass name: TextID, _ context: inout FileContext) -> ImportedModel {
    if let known = context.models[name] { return known }
    let model: ImportedModel =
      switch Folding.product(context.records.texts.string(name)) {
      case "device profile": .deviceProfile
      case "remote destination profile": .remoteDestinationProfile
      default: .phone
      }
    context.models[name] = model
    return model
  }

  // MARK: Users and associations

  private static func takeUser(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    if row.isEmpty(.userId) { return context.records.leaveOut("no user id") }
    var record = ImportedRecord(
      model: .user, key: context.text(.userId, of: row), origin: context.origin(row))
    record.second = context.text(.mail, of: row)
    record.devices = context.texts(.associatedDevice, of: row)
    record.profiles = context.texts(.profile, of: row)
    record.place = context.place(
      row, [(.userid, .userId), (.mail, .mail), (.department, .department)])
    let isGetUser = row.operation == "getUserResponse"
    context.records.exported.users.append(
      ExportedRecords.User(
        record: record, rowKey: context.addRowKey(of: row),
        listsDevices: isGetUser || row.has(.listsDevices) || row.has(.associatedDevice),
        listsProfiles: isGetUser || row.has(.listsProfiles) || row.has(.profile),
        stated: row.has(.mail) ? .mail : []))
  }

  private static func takeAssociation(_ row: borrowing Row, _ context: inout FileContext) {
    let areKeys = row.kind == "sql-association-keys"
    let deviceClass = context.text(.deviceClass, of: row)
    let isProfile =
      row.kind == "sql-profiles" || row.slice(.classNumber).elementsEqual("254".utf8)
      || model(ofClass: deviceClass, &context) == .deviceProfile
    var field = areKeys ? Field.associatedDeviceKey : isProfile ? .profile : .associatedDevice
    if row.isEmpty(field) { field = .associatedDevice }
    context.records.exported.associations.append(
      ExportedRecords.Association(
        user: areKeys ? context.rowKey(.ownerKey, of: row) : context.text(.userId, of: row),
        device: areKeys ? context.rowKey(field, of: row) : context.text(field, of: row),
        areKeys: areKeys, isProfile: isProfile))
  }

  private static func takeCount(
    _ row: borrowing Row, _ context: inout FileContext
  ) throws(DocumentError) {
    guard let count = Int(row[.count]), count >= 0 else {
      throw context.refusal(row, "'\(row[.count])' is not a count")
    }
    let what = String(row.kind.dropFirst("sql-count-".count))
    context.records.totals.append(FileRecords.Total(what: what, count: count, line: row.line))
  }
}
