import CensusModel

import struct TestSupport.SplitMix64

/// Customers with persons and devices of every kind.
enum RandomInventory {
  /// A few products of every class, one unknown, and records of another class.
  static let deviceTypes: [DeviceType] = [
    .product("analog phone"), .product("cisco 8841"), .product("cisco spark remote device"),
    .product("cti port"), .product("cti remote device"), .product("no such product"),
    .product("universal device template"), .otherClass,
  ]

  static func pkid(_ index: Int) -> String {
    let digits = String(index, radix: 16)
    return String(repeating: "0", count: 24 - digits.count) + digits
  }

  static func customers(
    _ count: Int, personsMax: Int, typeCount: Int = deviceTypes.count,
    using generator: inout SplitMix64
  ) -> [CustomerInventory] {
    (0..<count).map { index in
      customer(index, personsMax: personsMax, typeCount: typeCount, using: &generator)
    }
  }

  private static func customer(
    _ index: Int, personsMax: Int, typeCount: Int, using generator: inout SplitMix64
  ) -> CustomerInventory {
    var customer = CustomerInventory(pkid: pkid(index + 1), provider: 0)
    let density = Int.random(in: 0...3, using: &generator)
    for _ in 0..<Int.random(in: 0...personsMax, using: &generator) {
      let masks = [0x1FFF, Int.random(in: 0...0x1FFF, using: &generator), 1, 0]
      let facts = FactSet(
        rawValue: UInt16(Int.random(in: 0...0x1FFF, using: &generator) & masks[density]))
      let devices = (0..<deviceCount(using: &generator)).map { _ in
        UInt16(Int.random(in: 0..<typeCount, using: &generator))
      }
      customer.persons.append(facts: facts, devices: devices)
    }
    customer.standaloneDevices = types(8, typeCount, using: &generator)
    // Surplus rows repeat rows that are there.
    customer.surplusDevices = customer.persons.devices.filter { _ in
      Int.random(in: 0..<10, using: &generator) == 0
    }
    customer.counters.users = customer.persons.facts.count { $0.contains(.ucmUser) }
    customer.sites = [UInt64(index), UInt64(index) + 1 << 40]
    return customer
  }

  private static func deviceCount(using generator: inout SplitMix64) -> Int {
    switch Int.random(in: 0..<20, using: &generator) {
    case 0..<6: 0
    case 6..<12: 1
    case 12..<16: Int.random(in: 2...4, using: &generator)
    case 16..<18: Int.random(in: 5...12, using: &generator)
    default: Int.random(in: 10...35, using: &generator)
    }
  }

  private static func types(
    _ countMax: Int, _ typeCount: Int, using generator: inout SplitMix64
  ) -> [UInt16] {
    (0..<Int.random(in: 0...countMax, using: &generator)).map { _ in
      UInt16(Int.random(in: 0..<typeCount, using: &generator))
    }
  }
}
