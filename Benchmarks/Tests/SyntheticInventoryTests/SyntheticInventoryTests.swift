import CensusKernel
import CensusModel
import CensusRules
import ColumnFile
import SyntheticInventory
import Testing

@Suite struct SyntheticInventoryTests {
  private static let personCounts = [0, 1, 63, 64, 65, 4097]

  private func shape(
    _ persons: Int, _ facts: InventoryShape.Facts, _ sizes: InventoryShape.Sizes = .logNormal
  ) -> InventoryShape {
    InventoryShape(
      personCount: persons, deviceCount: persons * 3 / 2, customerCount: 7, seed: 5, facts: facts,
      sizes: sizes)
  }

  private func bytes(_ inventory: SyntheticInventory, threads: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try inventory.write(.init(groupPersonCount: 100, threads: threads)) { bytes += $0 }
    return bytes
  }

  @Test(arguments: personCounts, InventoryShape.Sizes.allCases)
  func hasAsManyPersonsAndDevicesAsWereAskedFor(
    _ persons: Int, _ sizes: InventoryShape.Sizes
  ) throws {
    let inventory = try SyntheticInventory(shape(persons, .realistic, sizes))
    var (personCount, deviceCount, customerCount) = (0, 0, 0)
    inventory.forEachCustomer(threads: 1) { _, customer in
      personCount += customer.persons.count
      deviceCount += customer.persons.devices.count + customer.standaloneDevices.count
      customerCount += 1
    }
    #expect(personCount == persons)
    #expect(deviceCount == persons * 3 / 2)
    #expect(customerCount == 7)
  }

  @Test func isTheSameOnAnyNumberOfThreads() throws {
    let inventory = try SyntheticInventory(shape(4097, .realistic))
    #expect(try bytes(inventory, threads: 1) == bytes(inventory, threads: 2))
  }

  @Test func anotherSeedIsAnotherInventory() throws {
    var other = shape(4097, .realistic)
    other.seed += 1
    let inventory = try SyntheticInventory(shape(4097, .realistic))
    #expect(try bytes(inventory, threads: 1) != bytes(SyntheticInventory(other), threads: 1))
  }

  @Test(arguments: personCounts, InventoryShape.Facts.allCases)
  func kernelCountsWhatAPlainLoopCounts(
    _ persons: Int, _ facts: InventoryShape.Facts
  ) throws {
    let inventory = try SyntheticInventory(shape(persons, facts))
    let plain = PlainCount(inventory.deviceTypes)
    var expected: [[Int]] = []
    inventory.forEachCustomer(threads: 1) { expected.append(plain.columns(of: $1)) }
    let file = try ColumnFile(
      ColumnSource(name: "memory", bytes: bytes(inventory, threads: 1)))
    let counts = try Census(rules: RuleSet.builtIn()).count(file)
    #expect(counts.map(\.columns) == expected)
  }

  @Test func everythingOccurs() throws {
    let inventory = try SyntheticInventory(shape(40_000, .realistic))
    let plain = PlainCount(inventory.deviceTypes)
    var totals = [Int](repeating: 0, count: PlainCount.columnCount)
    var most = 0
    var surplusCount = 0
    inventory.forEachCustomer(threads: 1) { _, customer in
      for (index, count) in plain.columns(of: customer).enumerated() { totals[index] += count }
      for person in 0..<customer.persons.count {
        most = max(most, customer.persons.devices(of: person).count)
      }
      surplusCount += customer.surplusDevices.count
    }
    let uncounted = totals.indices.filter { totals[$0] == 0 }
    // The PKID, the settings, phone-server phones and sites are not persons.
    #expect(uncounted == [1, 24, 25, 35, 36].map { $0 - 1 })
    #expect(most >= 20)
    #expect(surplusCount > 0)
  }
}
