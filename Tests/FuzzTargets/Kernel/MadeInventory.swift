internal import CensusModel
internal import ColumnFile

/// Customers that an input or a test made up, to be written as a file.
struct MadeInventory {
  /// A product of every class, one that no table knows, and records of another class.
  static let deviceTypes: [DeviceType] = [
    .product("cisco 8841"), .product("analog phone"), .product("cisco spark remote device"),
    .product("cti port"), .product("cti remote device"), .product("no such product"),
    .product("universal device template"), .otherClass,
  ]

  var customers: [CustomerInventory] = []
  var groupPersonCount = 65_536
  /// Further types, so many that a code needs two bytes.
  var isWide = false

  private static let wideTypeCount = 300

  /// How many types there are to choose from.
  var typeCount: Int { isWide ? Self.wideTypeCount : Self.deviceTypes.count }

  /// The file of the customers.
  func file() -> [UInt8] {
    let more = (Self.deviceTypes.count..<typeCount).map { DeviceType.product("product \($0)") }
    var bytes: [UInt8] = []
    do {
      var writer = try ColumnFileWriter(
        metadata: [:], providers: [Provider(pkid: "", name: "P")],
        deviceTypes: (Self.deviceTypes + more).map {
          DeviceTypeEntry(type: $0, deviceClass: .none, isKnown: true)
        }, options: .init(groupPersonCount: groupPersonCount)
      ) { bytes += $0 }
      for customer in customers { try writer.append(customer) }
      _ = try writer.finish()
    } catch {
      preconditionFailure("\(error)")
    }
    return bytes
  }
}

extension Counting {
  /// Persons with every number of phones that matters and facts of every kind.
  static let everyKindOfPerson: MadeInventory = {
    var made = MadeInventory(groupPersonCount: 100)
    let devices: [[UInt16]] = [
      [], [0], [1], [2], [2, 2], [3, 6, 7], [0, 1], [0, 2], [UInt16](repeating: 0, count: 10),
      [UInt16](repeating: 1, count: 11), [UInt16](repeating: 0, count: 21),
    ]
    for index in 0..<2 {
      var customer = CustomerInventory(
        pkid: String(repeating: "\(index)", count: 24), provider: 0)
      for (row, types) in devices.enumerated() {
        for fact in 0..<16 {
          let bits = UInt16(truncatingIfNeeded: (fact * 2731 + row * 613 + index) * 7) & 0x1FFF
          customer.persons.append(facts: FactSet(rawValue: bits), devices: types)
        }
      }
      customer.standaloneDevices = [0, 1, 1, 3, 7]
      customer.surplusDevices = [0, 1]
      made.customers.append(customer)
    }
    return made
  }()
}
