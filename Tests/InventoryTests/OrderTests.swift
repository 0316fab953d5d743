import CensusModel
import DumpReading
import Testing

import struct TestSupport.SplitMix64

@testable import Inventory

/// The same records give the same inventory, whatever their order, batches and threads.
@Suite struct OrderTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func orderBatchesAndThreadsDoNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var dump = RandomDump.make(using: &random)
    let expected = try dump.rejecting().everything
    for (parts, threads) in [(1, 1), (2, 2), (3, 5), (7, 1), (11, 2)] {
      dump.items.shuffle(using: &random)
      let actual = try dump.rejecting(parts: parts, threads: threads).everything
      #expect(actual == expected, "seed \(seed), \(parts) parts, \(threads) threads")
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func phonesAndUsersAddUp(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let inventory = try RandomDump.make(using: &random).rejecting()
    for customer in inventory.customers {
      let rows = customer.persons.devices.count
      #expect(
        rows - customer.surplusDevices.count + customer.standaloneDevices.count
          == customer.counters.phones, "seed \(seed)")
      #expect(
        customer.persons.facts.filter { $0.contains(.ucmUser) }.count
          == customer.counters.users, "seed \(seed)")
    }
  }
}
