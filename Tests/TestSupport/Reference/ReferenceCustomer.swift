/// The counts of one customer.
public struct ReferenceCustomer: Sendable {
  /// As it came.
  public let pkid: String
  /// Dotted path of the customer's node.
  public let path: String
  /// The customer's row: 36 fields, in the order of the titles.
  public let row: [String]
  /// The row of the breakdown: 18 fields.
  public let breakdown: [String]
  /// Records without a key at site level (AuditRules.md §2, rule 6).
  public let emptyKeys: Int
  /// Folded products that the device table does not know, with the number of distinct phones.
  public let unknownProducts: [Bytes: Int]

  /// The names of all these.
  public let names: ReferenceNames

  init(_ input: CustomerInput, _ table: ReferenceDeviceTable) {
    let join = CustomerJoin(input, table)
    pkid = String(decoding: input.node.pkid ?? [], as: UTF8.self)
    path = String(decoding: input.node.path, as: UTF8.self)
    row = [pkid] + (2...36).map { Self.field($0, input, join) }
    breakdown = [pkid] + Self.breakdownCounts(input, join).map { String($0) }
    emptyKeys = input.emptyKeys
    unknownProducts = join.unknownProducts
    names = ReferenceNames(input, join)
  }

  private static func field(_ column: Int, _ input: CustomerInput, _ join: CustomerJoin) -> String {
    switch column {
    case 18: return String(standalone("phone", join))
    case 24: return input.settings.contains { $0.flags[0] == true } ? "Y" : "N"
    case 25: return input.settings.contains { $0.flags[1] == true } ? "Y" : "N"
    case 26: return String(standalone("analog", join))
    case 35: return String(Set(input.records(of: RecordShape.phoneServer).map(\.key)).count)
    case 36: return String(input.sites)
    default:
      let persons = join.users.values.map(\.person) + join.others
      return String(persons.filter { isCounted($0, inColumn: column) }.count)
    }
  }

  private static func standalone(_ deviceClass: String, _ join: CustomerJoin) -> Int {
    join.phones.keys.filter { join.deviceClass($0) == deviceClass && join.owners($0).isEmpty }.count
  }

  private static func breakdownCounts(_ input: CustomerInput, _ join: CustomerJoin) -> [Int] {
    let persons = join.users.values.map(\.person)
    let names = Array(join.phones.keys)
    func phones(_ deviceClass: String) -> Int {
      names.filter { join.deviceClass($0) == deviceClass }.count
    }
    let assigned = names.filter {
      ["phone", "analog"].contains(join.deviceClass($0)) && !join.owners($0).isEmpty
    }
    let orphans = join.phones.values.filter { $0.owners.contains { join.users[$0] == nil } }
    let unknown = join.users.values.map {
      $0.devices.filter { join.phones[$0] == nil }.count
    }
    return [
      persons.count, persons.filter(isUnclassifiedUser).count,
      join.others.filter(isUnclassifiedAccount).count, persons.filter { $0.phones > 10 }.count,
      persons.map { $0.licenses - 1 }.reduce(0, +), persons.map(\.licenses).reduce(0, +),
      names.count, assigned.count, standalone("phone", join), standalone("analog", join),
      phones("ctiPort"), phones("sparkRemote"), phones("none"), orphans.count,
      unknown.reduce(0, +), mergedRecords(input), input.aboveSiteLevel,
    ]
  }

  /// Records beyond the first with one key; not of profiles nor phone-server phones (AuditRules.md §3).
  private static func mergedRecords(_ input: CustomerInput) -> Int {
    let models = [
      RecordShape.user, RecordShape.phone, RecordShape.voicemail, RecordShape.webex,
      RecordShape.spark, RecordShape.contactExpress, RecordShape.contactEnterprise,
      RecordShape.msolUser, RecordShape.teams, RecordShape.mailbox, RecordShape.pexip,
    ]
    return models.map { model in
      let keys = input.records(of: model).map(\.key)
      return keys.count - Set(keys).count
    }.reduce(0, +)
  }
}
