import TestSupport

/// The small hand-made dump that the checks of the reference start from.
enum SampleDump {
  static let customer = "0123456789abcdef01234567"
  static let site = "sys.hcs.P.R.C.S"
  static let facts = [
    JSONMember("OrgID", .number("12.50")), JSONMember("hostname", .string(".-h ö")),
    JSONMember("License Expiry", .null),
  ]
  static let table = ReferenceDeviceTable(
    "enum,name,class\n1,Cisco 7940,phone\n2,Analog Phone,analog\n3,CTI Port,ctiPort\n"
      + "4,Cisco Spark Remote Device,sparkRemote\n5,Conference Bridge,none\n")

  static func node(_ parent: String, _ name: String, _ type: String, _ pkid: String) -> RawRecord {
    RawRecord(
      "data/HierarchyNode", .path(parent), pkid: pkid,
      data: [JSONMember("name", .string(name)), JSONMember("node_type", .string(type))])
  }

  static let nodes = [
    node("sys.hcs.P.R.C", "S", "Site", "site"), node("sys.hcs.P.R", "C", "Customer", customer),
    node("sys.hcs.P", "R", "Reseller", "reseller"), node("sys.hcs", "P", "Provider", "provider"),
  ]

  static func record(
    _ model: String, _ fields: [String: String] = [:], at path: String = site
  ) -> RawRecord {
    let data = fields.map { JSONMember($0.key, .string($0.value)) }
    return RawRecord("device/" + model, .path(path), data: data)
  }

  static func user(
    _ id: String, mail: String = "", devices: [String] = [], profiles: [String] = [],
    at path: String = site
  ) -> RawRecord {
    var record = record("cucm/User", ["userid": id, "mailid": mail], at: path)
    record.data += [
      JSONMember(
        "associatedDevices",
        .object([JSONMember("device", .array(devices.map { .string($0) }))])),
      JSONMember(
        "phoneProfiles",
        .object([JSONMember("profileName", .array(profiles.map { .string($0) }))])),
    ]
    return record
  }

  static func phone(
    _ name: String, _ product: String = "Cisco 7940", owner: String = "", class: String = "Phone"
  ) -> RawRecord {
    record(
      "cucm/Phone",
      ["name": name, "product": product, "ownerUserName": owner, "class": `class`])
  }

  static func audit(_ records: [RawRecord]) throws -> ReferenceAudit {
    try ReferenceAudit(
      nodes + records, facts: facts, devices: table, dateTime: "2024-02-29 23:05")
  }

  /// The non-zero columns of the only customer, by number.
  static func columns(_ records: [RawRecord]) throws -> [Int: Int] {
    let provider = try audit(records).providers[0]
    var result: [Int: Int] = [:]
    for column in 2...36 where provider.total(column: column) != 0 {
      result[column] = provider.total(column: column)
    }
    result[36] = nil
    return result
  }
}
