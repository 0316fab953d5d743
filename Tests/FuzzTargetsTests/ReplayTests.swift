import Foundation
import FuzzTargets
import TestSupport
import Testing

/// The seeds and all that was ever found, and a few changes of each: what `tools/fuzz` does for
/// hours, for a moment.
@Suite struct ReplayTests {
  private static let directory = "Tests/Fuzz"
  /// Changed inputs of a target; to count takes longer than to read.
  private static func changedCount(_ name: String) -> Int { name == "kernel" ? 20 : 120 }

  static let targets = FuzzTarget.all.map(\.name)

  private func target(_ name: String) throws -> FuzzTarget {
    try #require(FuzzTarget.all.first { $0.name == name })
  }

  /// By file name.
  private func inputs(_ name: String) throws -> [(name: String, bytes: [UInt8])] {
    let directory = "\(Self.directory)/\(name)"
    return try FileManager.default.contentsOfDirectory(atPath: Repository.path(directory))
      .sorted().map { ($0, try Repository.bytes("\(directory)/\($0)")) }
  }

  @Test func everyTargetHasSeeds() throws {
    let directories = try FileManager.default
      .contentsOfDirectory(atPath: Repository.path(Self.directory)).filter { !$0.contains(".") }
    #expect(directories.sorted() == Self.targets.sorted())
  }

  @Test(arguments: targets) func holdsForSeeds(_ name: String) throws {
    let target = try target(name)
    let inputs = try inputs(name)
    #expect(inputs.contains { !$0.name.hasPrefix("crash-") })
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try input.bytes.withUnsafeBytes(target.run) }
    }
    try target.run(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  @Test(arguments: targets) func holdsForChangedSeeds(_ name: String) throws {
    let target = try target(name)
    let inputs = try inputs(name).filter { $0.bytes.count <= 8192 }
    for seed in 0..<UInt64(Self.changedCount(name)) {
      var changes = Changes(seed: seed, byteCountMax: 8192)
      let input = changes.random.pick(inputs)
      var bytes = input.bytes
      for _ in 0...changes.random.below(4) where !target.mutate(&bytes, &changes) {
        changes.change(&bytes)
      }
      #expect(throws: Never.self, "seed \(seed), from \(input.name)") {
        try bytes.withUnsafeBytes(target.run)
      }
    }
  }
}
