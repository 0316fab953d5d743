import CensusModel
import Testing

@testable import ColumnFile

/// The verification takes every sound file, and nothing that contradicts itself.
@Suite struct VerifyTests {
  @Test(arguments: [1, 2, 3, 64]) func takesSoundFiles(_ groupPersonCount: Int) throws {
    let bytes = try ColumnFileFixture.bytes(groupPersonCount: groupPersonCount)
    for threads in [1, 2, 5] { try ColumnFileFixture.file(bytes).verify(threads: threads) }
    try ColumnFileFixture.file(ColumnFileFixture.bytes([])).verify(threads: 2)
  }

  @Test func refusesEveryFlippedBit() throws {
    let bytes = try ColumnFileFixture.bytes(groupPersonCount: 2)
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: ColumnFileError.self, "bit \(bit)") {
        try ColumnFileFixture.file(damaged).verify(threads: 1)
      }
    }
  }

  /// Of several bad groups the first in the file is named, not the first that was met.
  @Test func namesTheFirstBadGroup() throws {
    var bytes = try ColumnFileFixture.bytes(groupPersonCount: 1)
    let groups = try ColumnFileFixture.file(bytes).groupDescriptions
    for group in groups.dropFirst() { bytes[group.offset] ^= 1 }
    for _ in 0..<20 {
      let error = #expect(throws: ColumnFileError.self) {
        try ColumnFileFixture.file(bytes).verify(threads: 4)
      }
      #expect(error?.description.contains("group 1, ") == true)
    }
  }

  // MARK: Files whose checksums are right

  /// The fixture with another footer, sealed again.
  private func forged(_ change: (inout Footer) -> Void) throws -> ColumnFile {
    var parts = try ColumnFileFixture.parts()
    change(&parts.footer)
    return try ColumnFileFixture.file(parts.sealed())
  }

  private func expectRefusal(
    _ word: String, _ change: (inout Footer) -> Void
  ) throws {
    let file = try forged(change)
    let error = #expect(throws: ColumnFileError.self) { try file.verify(threads: 2) }
    #expect(error?.description.contains(word) == true, "\(String(describing: error))")
  }

  @Test func takesAnUnchangedFooter() throws { try forged { _ in }.verify(threads: 1) }

  /// The sums over all customers are right: what one lacks another has.
  @Test(
    arguments: [
      \CustomerEntry.personCount, \.deviceCount, \.standaloneCount, \.surplusCount,
    ] as [any WritableKeyPath<CustomerEntry, Int> & Sendable])
  func holdsCustomersAgainstTheDirectory(
    _ count: any WritableKeyPath<CustomerEntry, Int> & Sendable
  ) throws {
    try expectRefusal("persons or devices of customer 5E54067d116fa1004631322f") {
      $0.customers.change { customers in
        customers[0].entry[keyPath: count] += 1
        customers[1].entry[keyPath: count] -= 1
      }
    }
  }

  @Test(arguments: [0, 1, 2]) func holdsDeviceTypesAgainstTheDirectory(_ type: Int) throws {
    for change in [-1, 1] {
      // The sum over all types stays right.
      let first = min(type, (type + 1) % 3)
      try expectRefusal("device type \(first)") {
        $0.deviceTypes[type].phoneCount += change
        $0.deviceTypes[(type + 1) % 3].phoneCount -= change
      }
    }
  }

  /// A surplus row repeats a phone of the same customer that has a row of its own.
  @Test(arguments: [
    (owned: [UInt16](), isSound: false), ([2, 2], false), ([0], false), ([0, 0], true),
    ([0, 2, 0], true),
  ])
  func surplusRowsRepeatPhones(_ owned: [UInt16], isSound: Bool) throws {
    var customer = ColumnFileFixture.customers[1]
    customer.persons = PersonTable()
    customer.persons.append(facts: [.init(.ucmUser)], devices: owned)
    customer.standaloneDevices = [0, 0]
    customer.surplusDevices = [0]
    let file = try ColumnFileFixture.file(ColumnFileFixture.bytes([customer]))
    guard !isSound else { return try file.verify(threads: 1) }
    let error = #expect(throws: ColumnFileError.self) { try file.verify(threads: 1) }
    #expect(error?.description.contains("repeat no phone") == true)
  }

  // MARK: Rows

  private struct Row: Hashable {
    var customer: Int
    var type: UInt16
    var kind: DecodedGroup.RowKind
  }

  /// One customer per size, with persons of 0 to 12 devices; more device types than a byte can
  /// number if asked for.
  private func customers(typeCount: Int) -> [CustomerInventory] {
    [0, 1, 63, 64, 65, 130].enumerated().map { index, size in
      let pkid = String(repeating: "0", count: 23) + String(index)
      var customer = CustomerInventory(pkid: pkid, provider: 0)
      for person in 0..<size {
        customer.persons.append(
          facts: [.init(.ucmUser)],
          devices: (0..<(person * 7 % 13)).map { UInt16(($0 * 31 + person) % typeCount) })
      }
      customer.standaloneDevices = (0..<size).map { UInt16($0 * 17 % typeCount) }
      customer.surplusDevices = Array(customer.persons.devices.prefix(size / 3))
      return customer
    }
  }

  @Test(arguments: [3, 300], [1, 7, 64, 65, 1000])
  func walksThroughAllRows(_ typeCount: Int, _ groupPersonCount: Int) throws {
    let customers = customers(typeCount: typeCount)
    var bytes: [UInt8] = []
    var writer = try ColumnFileWriter(
      metadata: [:], providers: [Provider(pkid: "", name: "P")],
      deviceTypes: (0..<typeCount).map {
        DeviceTypeEntry(type: .product("\($0)"), deviceClass: .phone, isKnown: true)
      }, options: .init(groupPersonCount: groupPersonCount)
    ) { bytes += $0 }
    for customer in customers { try writer.append(customer) }
    _ = try writer.finish()
    let file = try ColumnFileFixture.file(bytes)
    var found: [Row: Int] = [:]
    let group = DecodedGroup()
    for index in 0..<file.groupCount {
      try file.decode(group: index, into: group)
      group.forEachRow { segment, type, kind in
        let customer = group.segments[segment].customer
        found[Row(customer: customer, type: type, kind: kind), default: 0] += 1
      }
    }
    var expected: [Row: Int] = [:]
    for (index, customer) in customers.enumerated() {
      let rows = [
        (customer.persons.devices, DecodedGroup.RowKind.owned),
        (customer.standaloneDevices, .standalone), (customer.surplusDevices, .surplus),
      ]
      for (type, kind) in rows.flatMap({ types, kind in types.map { ($0, kind) } }) {
        expected[Row(customer: index, type: type, kind: kind), default: 0] += 1
      }
    }
    #expect(found == expected)
  }
}
