import CensusKernel
import CensusModel
import CensusRules
import ColumnFile
import Dispatch
import Synchronization

/// Passes over a subject. Each returns how long it took, and throws if its answer is wrong.
extension Subject {
  /// The audit: every column of the built-in rule set for every customer. The counts are compared
  /// when the clock has stopped.
  func audit(threads: Int) throws -> Duration {
    let census = Census(rules: try RuleSet.builtIn(), threads: threads)
    var counts: CensusCounts?
    let duration = try ContinuousClock().measure { counts = try census.count(file) }
    try check(counts.map(Array.init) ?? [])
    return duration
  }

  /// An audit without the counting: reads the bytes of every group, verifies their checksums,
  /// decodes them and checks that they make sense. Each thread takes the next group, as in `Census`.
  func decode(threads: Int) throws -> Duration {
    let next = Atomic<Int>(0)
    let persons = Atomic<Int>(0)
    let failure = Mutex<ColumnFileError?>(nil)
    let duration = ContinuousClock().measure {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in
        let group = DecodedGroup()
        while true {
          let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
          guard index < file.groupCount else { return }
          do throws(ColumnFileError) {
            try file.decode(group: index, into: group)
            persons.wrappingAdd(group.personCount, ordering: .relaxed)
          } catch {
            failure.withLock { $0 = error }
          }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    guard persons.load(ordering: .relaxed) == personCount else { throw WrongAnswer() }
    return duration
  }

  /// The kernel alone, on one thread: an audit less the decoding that is in it, the fastest of five
  /// each, as no public face counts a group that is decoded already.
  func count() throws -> Duration {
    let pairs = try (0..<5).map { _ in (try audit(threads: 1), try decode(threads: 1)) }
    guard let audit = pairs.map(\.0).min(), let decoding = pairs.map(\.1).min() else {
      return .zero
    }
    return max(.zero, audit - decoding)
  }

  /// The least that any kernel must do, on one thread: reads as many bytes as the columns have, once.
  func read() throws -> Duration {
    var parity: UInt64 = 0
    let duration = ContinuousClock().measure { parity = Self.parity(of: columns) }
    guard parity == expectedParity else { throw WrongAnswer() }
    return duration
  }

  /// The exclusive or of all words; their number is a multiple of 32.
  private static func parity(of words: [UInt64]) -> UInt64 {
    words.withUnsafeBytes { bytes in
      var lanes = [4 of SIMD8<UInt64>](repeating: .zero)
      for offset in stride(from: 0, to: bytes.count, by: 256) {
        for lane in lanes.indices {
          lanes[lane] ^= bytes.loadUnaligned(fromByteOffset: offset + 64 * lane, as: SIMD8.self)
        }
      }
      let joined = lanes[0] ^ lanes[1] ^ lanes[2] ^ lanes[3]
      return joined.indices.reduce(0) { $0 ^ joined[$1] }
    }
  }
}
