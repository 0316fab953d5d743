import CensusModel
import CensusRules
import FuzzTargets
import Sealing
import Testing

import struct TestSupport.SplitMix64

@testable import CensusKernel
@testable import ColumnFile

/// The kernel against its plain twin, through real columnar files.
@Suite struct CensusTests {
  private static let rules = RuleSetFixture.builtIn
  private static let classes = RuleSetFixture.deviceClasses

  private func file(
    _ customers: [CustomerInventory], types: [DeviceType] = RandomInventory.deviceTypes,
    groupPersonCount: Int, threads: Int = 1
  ) throws -> ColumnFile {
    var bytes: [UInt8] = []
    let entries = types.map { DeviceTypeEntry(type: $0, deviceClass: .none, isKnown: true) }
    var writer = try ColumnFileWriter(
      metadata: [:], providers: [Provider(pkid: "", name: "P")], deviceTypes: entries,
      options: .init(groupPersonCount: groupPersonCount, threads: threads)
    ) { bytes += $0 }
    for customer in customers { try writer.append(customer) }
    _ = try writer.finish()
    return try ColumnFile(ColumnSource(name: "memory", bytes: bytes))
  }

  private func check(
    _ customers: [CustomerInventory], types: [DeviceType] = RandomInventory.deviceTypes,
    groupPersonCount: Int, threads: Int = 1, rules: RuleSet = rules
  ) throws {
    let plain = PlainCount(rules: rules, deviceClasses: Self.classes, deviceTypes: types)
    let file = try file(
      customers, types: types, groupPersonCount: groupPersonCount, threads: threads)
    let expected = customers.map(plain.count)
    for path in KernelPath.available {
      let census = Census(
        rules: rules, deviceClasses: Self.classes, threads: threads, path: path)
      #expect(try Array(census.count(file)) == expected, "\(path)")
    }
  }

  @Test(arguments: [1, 2, 3, 63, 64, 65, 127, 128, 129, 4095, 4096, 4097, 65_536])
  func agreesForEveryGroupSize(_ groupPersonCount: Int) throws {
    let seed: UInt64 = 1
    var generator = SplitMix64(seed: seed)
    let personsMax = groupPersonCount > 1000 ? 9000 : 300
    let customers = RandomInventory.customers(5, personsMax: personsMax, using: &generator)
    for threads in [1, 2, 5] {
      try check(customers, groupPersonCount: groupPersonCount, threads: threads)
    }
  }

  @Test(arguments: [0, 1, 2, 63, 64, 65, 4095, 4096, 4097])
  func agreesForEveryCustomerSize(_ personCount: Int) throws {
    var generator = SplitMix64(seed: UInt64(personCount))
    var customer = CustomerInventory(pkid: RandomInventory.pkid(1), provider: 0)
    for _ in 0..<personCount {
      customer.persons.append(
        facts: FactSet(rawValue: UInt16.random(in: 0...0x1FFF, using: &generator)),
        devices: (0..<Int.random(in: 0...12, using: &generator)).map { _ in 1 })
    }
    try check([customer], groupPersonCount: 65_536)
  }

  @Test func agreesForThousandsOfSmallCustomers() throws {
    for seed in UInt64(100)..<130 {
      var generator = SplitMix64(seed: seed)
      let customers = RandomInventory.customers(100, personsMax: 12, using: &generator)
      try check(customers, groupPersonCount: 500, threads: 2)
    }
  }

  @Test func countsEveryCombinationOfFactsAndPhones() throws {
    var customer = CustomerInventory(pkid: RandomInventory.pkid(7), provider: 0)
    let phones: [[UInt16]] = [
      [], [1], [0], [2], [2, 2], [1, 2], [3, 6, 7], [1, 1], [1, 0], [5, 3],
      [UInt16](repeating: 1, count: 10), [UInt16](repeating: 1, count: 11),
      [UInt16](repeating: 2, count: 11), [UInt16](repeating: 1, count: 10) + [3, 2],
      [UInt16](repeating: 0, count: 21),
    ]
    for devices in phones {
      for facts in 0...UInt16(0x1FFF) {
        customer.persons.append(facts: FactSet(rawValue: facts), devices: devices)
      }
    }
    try check([customer], groupPersonCount: 65_536, threads: 2)
  }

  @Test(arguments: [
    (0, 1), (1, 1), (2, 1), (5, 1), (10, 1), (11, 2), (15, 2), (20, 2), (21, 3), (30, 3),
  ])
  func countsLicenses(_ phones: Int, _ licenses: Int) throws {
    var customer = CustomerInventory(pkid: RandomInventory.pkid(7), provider: 0)
    customer.persons.append(
      facts: FactSet(.ucmUser), devices: [UInt16](repeating: 1, count: phones))
    let counts = try Census(rules: Self.rules, deviceClasses: Self.classes)
      .count(try file([customer], groupPersonCount: 64))
    #expect(counts[0].additionalLicenses == licenses - 1)
    #expect(counts[0].usersOverLicense == (phones > 10 ? 1 : 0))
  }

  @Test func holdsMoreTypesThanOneByte() throws {
    var generator = SplitMix64(seed: 9)
    let types = (0..<700).map { DeviceType.product("product \($0)") } + [.otherClass]
    let customers = RandomInventory.customers(
      3, personsMax: 900, typeCount: types.count, using: &generator)
    try check(customers, types: types, groupPersonCount: 1000, threads: 2)
  }

  @Test func countsNothingInAnEmptyFile() throws {
    try check([], groupPersonCount: 64)
  }

  @Test(arguments: [1, 2, 3, 4, 5, 9, 10, 11, 20], ["U", "V or U and P > 12", "not U and P != 2"])
  func followsOtherRules(_ phonesPerLicense: Int, _ licensed: String) throws {
    let text = """
      {"schema": 1, "auditVersion": "x", "phonesPerLicense": \(phonesPerLicense),
       "licensed": "\(licensed)", "columns": [
        {"title": "Customer PKID", "kind": "customerPKID"},
        {"title": "few", "kind": "persons", "exclusive": true, "where": "U and P >= 1 and P < 5"},
        {"title": "many", "kind": "persons", "exclusive": true, "where": "U and P >= 7"},
        {"title": "odd", "kind": "persons", "where": "not (U or V) and P != 3 or P = 12"},
        {"title": "all", "kind": "persons", "where": "not (U and not U)"},
        {"title": "either", "kind": "persons", "where": "column(\\"few\\", \\"odd\\") and not column(\\"many\\")"},
        {"title": "analog", "kind": "standaloneDevices", "class": "analog"}
      ]}
      """
    let rules = try RuleSet(parsing: Array(text.utf8), file: "test rules")
    for seed in UInt64(0)..<3 {
      var generator = SplitMix64(seed: seed)
      let customers = RandomInventory.customers(4, personsMax: 400, using: &generator)
      try check(customers, groupPersonCount: 333, rules: rules)
    }
  }

  /// A file whose directory adds up as a whole, but gives one customer what another has.
  @Test(
    arguments: [
      \CustomerEntry.personCount, \.deviceCount, \.standaloneCount, \.surplusCount,
    ] as [any WritableKeyPath<CustomerEntry, Int> & Sendable])
  func refusesADirectoryThatTheGroupsContradict(
    _ count: any WritableKeyPath<CustomerEntry, Int> & Sendable
  ) throws {
    var customers = (1...2).map { CustomerInventory(pkid: RandomInventory.pkid($0), provider: 0) }
    for (index, devices) in [[1], [1, 2, 2]].enumerated() {
      for type in devices {
        customers[index].persons.append(facts: FactSet(.ucmUser), devices: [UInt16(type)])
      }
      customers[index].standaloneDevices = devices.map(UInt16.init)
      customers[index].surplusDevices = devices.map(UInt16.init)
    }
    let file = try file(customers, groupPersonCount: 64)
    let census = Census(rules: Self.rules, deviceClasses: Self.classes)
    #expect(try census.count(file).count == 2)
    var footer = file.footer
    var entries = Array(footer.customers)
    entries[0][keyPath: count] = footer.customers[1][keyPath: count]
    entries[1][keyPath: count] = footer.customers[0][keyPath: count]
    footer.customers = CustomerDirectory()
    for entry in entries { footer.customers.append(entry, sites: []) }
    let raw = footer.serialized()
    let trailer = Trailer(sealing: raw, rawByteCount: raw.count, codec: .raw)
    let chunks = try file.source.bytes(
      at: 0,
      count: file.source.byteCount - SealedConstants.trailerByteCount - file.footerByteCount)
    let crafted = try ColumnFile(
      ColumnSource(name: "crafted", bytes: chunks + raw + trailer.serialized()))
    let error = #expect(throws: ColumnFileError.self) { try census.count(crafted) }
    #expect(error?.description.contains(RandomInventory.pkid(1)) == true)
  }

  /// Two groups that both have a customer between their ends: threads would count into one row.
  @Test func refusesGroupsWhoseCustomersOverlap() throws {
    var contents = [GroupContent(), GroupContent()]
    var inventories = (0..<3).map { CustomerInventory(pkid: RandomInventory.pkid($0), provider: 0) }
    for group in contents.indices {
      for customer in 0..<3 {
        contents[group].withSegment(of: customer) { $0.personCount += 1 }
        contents[group].persons.append(facts: FactSet(.ucmUser), devices: [])
        inventories[customer].persons.append(facts: FactSet(.ucmUser), devices: [])
      }
    }
    var footer = try file(inventories, groupPersonCount: 3).footer
    var bytes = Header.serialized()
    for (group, content) in contents.enumerated() {
      let chunks = content.columns().map { EncodedChunk($1, column: $0, group: group) }
      footer.groups[group].chunks = chunks.map(\.entry)
      footer.groups[group].segmentCount = 3
      bytes += chunks.flatMap(\.stored)
    }
    let raw = footer.serialized()
    bytes += raw + Trailer(sealing: raw, rawByteCount: raw.count, codec: .raw).serialized()
    let crafted = try ColumnFile(ColumnSource(name: "crafted", bytes: bytes))
    for threads in 1...2 {
      let error = #expect(throws: ColumnFileError.self) {
        try Census(rules: Self.rules, threads: threads).count(crafted)
      }
      #expect(error?.description.contains("overlap") == true)
    }
  }

  @Test func needsFewRegisters() {
    let plan = CountingPlan(Self.rules)
    #expect(plan.thresholds == [1, 2, 11])
    #expect(plan.registerCount < 40)
  }
}

enum RuleSetFixture {
  static let builtIn = load { try RuleSet.builtIn() }
  static let deviceClasses = load { try DeviceClassTable.builtIn() }

  private static func load<Value>(_ body: () throws -> Value) -> Value {
    do { return try body() } catch { preconditionFailure("\(error)") }
  }
}
