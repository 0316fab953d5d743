import CensusModel

@testable import ColumnFile

/// A small inventory that uses everything the format has, and its file.
enum ColumnFileFixture {
  static let deviceTypes = [
    DeviceTypeEntry(type: .product("analog phone"), deviceClass: .analog, isKnown: true),
    DeviceTypeEntry(type: .product("new phone"), deviceClass: .phone, isKnown: false),
    DeviceTypeEntry(type: .otherClass, deviceClass: .none, isKnown: true),
  ]

  static let customers: [CustomerInventory] = {
    var first = CustomerInventory(
      pkid: "5e54067d116fa10046313224", provider: 0, settings: [.publicSector])
    first.counters.users = 3
    first.counters.phones = 16
    first.counters.emptyKeys = 200
    first.sites = [3, 1 << 60]
    first.persons.append(facts: [.init(.ucmUser)], devices: [1])
    first.persons.append(facts: [.init(.ucmUser), .init(.spark)], devices: [1, 0, 2])
    first.persons.append(facts: [.init(.ucmUser)], devices: [UInt16](repeating: 1, count: 12))
    first.persons.append(facts: [.init(.pexip)], devices: [])
    first.standaloneDevices = [0, 2]
    first.surplusDevices = [1]
    let empty = CustomerInventory(pkid: "5E54067d116fa1004631322f", provider: 1)
    var last = CustomerInventory(
      pkid: "ffffffffffffffffffffffff", provider: 1, settings: [.inactiveBilling])
    last.persons.append(facts: [.init(.webex)], devices: [])
    return [empty, first, last].sorted { $0.pkid.utf8.lexicographicallyPrecedes($1.pkid.utf8) }
  }()

  static func bytes(
    _ customers: [CustomerInventory] = customers, groupPersonCount: Int = 65_536,
    threads: Int = 1
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try writer(groupPersonCount: groupPersonCount, threads: threads) { bytes += $0 }
    for customer in customers { try writer.append(customer) }
    _ = try writer.finish()
    return bytes
  }

  static func writer(
    groupPersonCount: Int, threads: Int = 1, emit: @escaping ([UInt8]) throws -> Void
  ) throws -> ColumnFileWriter {
    try ColumnFileWriter(
      metadata: ["platform/hostname": "host", "program": "test"],
      providers: [Provider(pkid: "", name: "P"), Provider(pkid: "x", name: "Q")],
      deviceTypes: deviceTypes,
      options: .init(groupPersonCount: groupPersonCount, threads: threads), emit: emit)
  }

  static func file(_ bytes: [UInt8]) throws(ColumnFileError) -> ColumnFile {
    try ColumnFile(ColumnSource(name: "t.ucol", bytes: bytes))
  }
}
