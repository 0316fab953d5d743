import CensusModel
import ColumnFile

/// The file that `FileFormat.md` shows byte by byte.
enum ExampleFile {
  static let metadata = ["program": "example"]
  static let providers = [Provider(pkid: "aa", name: "P")]
  static let deviceTypes = [
    DeviceTypeEntry(type: .product("cisco 8841"), deviceClass: .phone, isKnown: true),
    DeviceTypeEntry(type: .product("analog phone"), deviceClass: .analog, isKnown: true),
    DeviceTypeEntry(type: .otherClass, deviceClass: .none, isKnown: true),
  ]

  static let customer: CustomerInventory = {
    var customer = CustomerInventory(
      pkid: "5e54067D116FA10046313224", provider: 0, settings: [.publicSector])
    customer.counters.users = 3
    customer.counters.phones = 14
    customer.sites = [site(pkid: "5e54067d116fa10046313225")]
    customer.persons.append(facts: [.init(.voicemail)], devices: [])
    customer.persons.append(facts: [.init(.ucmUser), .init(.spark)], devices: [0])
    // The first of their two phones is the one of the person above.
    customer.persons.append(facts: [.init(.ucmUser)], devices: [0, 1])
    customer.persons.append(
      facts: [.init(.ucmUser)], devices: [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2])
    customer.standaloneDevices = [2]
    customer.surplusDevices = [0]
    return customer
  }()

  /// FNV-1a of the byte 1 and the PKID of a Site, as the document has it.
  private static func site(pkid: String) -> UInt64 {
    ([1] + Array(pkid.utf8)).reduce(0xCBF2_9CE4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }

  static func bytes() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: metadata, providers: providers, deviceTypes: deviceTypes
    ) { bytes += $0 }
    try writer.append(customer)
    _ = try writer.finish()
    return bytes
  }
}
