import Testing

import struct TestSupport.SplitMix64

@testable import DumpReading

/// A log gives back all hashes, each in the part of its upper bits.
@Suite struct IdentityLogTests {
  private func hashes(_ log: IdentityLog, ofPart part: Int) throws -> [UInt64] {
    var hashes: [UInt64] = []
    try log.forEachBlock(ofPart: part) { hashes += Array($0) }
    return hashes
  }

  private func check(_ added: [UInt64]) throws {
    let log = IdentityLog(spill: nil)
    for hash in added { log.add(hash) }
    let shift = UInt64(64 - IdentityLog.partBits)
    let expected = Dictionary(grouping: added.map { $0 == 0 ? 1 : $0 }) { Int($0 >> shift) }
    for part in 0..<IdentityLog.partCount {
      let found = try hashes(log, ofPart: part)
      #expect(found.sorted() == (expected[part] ?? []).sorted(), "part \(part)")
      #expect(log.count(ofPart: part) == found.count, "part \(part)")
    }
  }

  /// One part around its blocks, which have 512 hashes, the others empty.
  @Test(arguments: [1, 511, 512, 513, 1024, 1025, 20_000], [0, 1, 127])
  func onePartIsWhole(_ count: Int, _ part: Int) throws {
    try check((0..<count).map { UInt64(part) << 57 | UInt64($0) })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func randomHashesComeBack(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    // Repetitions count: they are what the log is for.
    let hashes = (0..<100_000).map { _ in UInt64.random(in: 0...(.max), using: &generator) }
    try check(hashes + hashes.prefix(1000))
  }

  @Test func zeroIsKeptAsOne() throws {
    let log = IdentityLog(spill: nil)
    #expect(log.isEmpty)
    #expect(try hashes(log, ofPart: 0) == [])
    log.add(0)
    #expect(!log.isEmpty)
    #expect(try hashes(log, ofPart: 0) == [1])
    #expect(IdentityLog.kept(.max) == .max)
  }
}
