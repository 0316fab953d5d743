import CensusModel
import DumpReading
import FaultSupport
import Files
import SystemPackage
import Testing

import struct TestSupport.SplitMix64
import class TestSupport.Workdir

@testable import Inventory

/// With any limit of memory the inventory is the same.
@Suite struct SpillingTests {
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func limitsDoNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let dump = RandomDump.make(using: &random)
    let expected = try dump.rejecting()
    let directory = try Workdir()
    for (limit, parts, threads) in [(1, 1, 1), (200, 3, 2), (2000, 2, 1), (20_000, 7, 3)] {
      let spill = RecordSpill(
        in: directory.path, memoryByteCountMax: limit, threads: parts)
      let inventory = try dump.rejecting(parts: parts, threads: threads, spill: spill)
      let comment = Comment(rawValue: "seed \(seed), limit \(limit)")
      #expect(inventory.everything == expected.everything, comment)
      #expect(spill.failure == nil)
    }
    #expect(try directory.files(in: ".").isEmpty)
  }

  @Test func partitionsKeepTheOrderAndTheLimit() {
    var random = SplitMix64(seed: 1)
    for customerCount in [0, 1, 2, 100] {
      let loads = (0..<customerCount).map { _ in
        LocationLoad(recordCount: Int.random(in: 0...9, using: &random), byteCount: 100)
      }
      for limit in [0, 700, 5000, 1_000_000] {
        let partitions = CustomerPartitions(loads, byteCountMax: limit)
        #expect(partitions.ranges.flatMap(Array.init) == Array(0..<customerCount))
        #expect(partitions.ranges.allSatisfy { !$0.isEmpty })
        for (customer, partition) in partitions.indexes.enumerated() {
          #expect(partitions.ranges[partition].contains(customer))
        }
        let counts = partitions.ranges.map(\.count)
        if limit == 0 { #expect(counts.allSatisfy { $0 == 1 }) }
        if limit == 1_000_000 { #expect(counts.count <= 1) }
        for range in partitions.ranges where range.count > 1 {
          #expect(range.reduce(0) { $0 + loads[$1].byteCount } <= limit)
        }
      }
    }
  }

  /// Whatever call fails, the failure is reported, and no file is left.
  @Test(arguments: [FileCall.create, .write, .readAt])
  func everyFailureIsTold(_ call: FileCall) throws {
    var random = SplitMix64(seed: 7)
    let dump = RandomDump.make(using: &random)
    let directory = try Workdir()
    var number = 1
    while true {
      let faulty = FaultyFileSystem(Fault(call, number: number, .error(.ioError)))
      let spill = RecordSpill(
        in: directory.path, memoryByteCountMax: 600, threads: 2, fileSystem: faulty.fileSystem)
      let batches = dump.batches(2, spill: spill)
      do {
        if let failure = spill.failure { throw failure }
        let inventory = try Inventory(
          batches: batches, options: .init(threads: 2, onError: .reject, spill: spill))
        try inventory.forEachCustomer { _ in }
      } catch let error as InventoryError {
        guard case .spilling(let failure) = error else { throw error }
        #expect(failure.kind == .inputOutput)
      } catch let failure as FileError {
        #expect(failure.kind == .inputOutput)
      }
      if !faulty.hasStruck { break }
      number += 1
    }
    #expect(number > (call == .create ? 3 : 5))
    #expect(try directory.files(in: ".").isEmpty)
  }
}
