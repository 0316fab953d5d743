import CensusModel
import CensusRules
import Testing

@testable import Report

/// Reports of as many customers as several threads share, against one thread: around the ends of the
/// pieces that they take.
@Suite struct ManyCustomersTests {
  private let rules: RuleSet
  init() throws { rules = try RuleSet.builtIn() }

  private static func pkid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 24 - digits.count) + digits
  }

  private static func customers(_ count: Int) -> [CustomerResult] {
    (0..<count).map { number in
      var result = number.isMultiple(of: 3) ? SeedExample.large : SeedExample.small
      result.pkid = pkid(2 * number)
      return result
    }
  }

  private func report(_ results: [CustomerResult], threads: Int) throws -> CensusReport {
    try CensusReport(
      header: try SeedExample.header(), rules: rules, results: CustomerResults(results),
      threads: threads)
  }

  @Test(arguments: [0, 1, 1023, 1024, 1025, 2048, 2049, 5000])
  func threadsChangeNothing(_ count: Int) throws {
    let results = Self.customers(count)
    let alone = try report(results, threads: 1)
    let large = (count + 2) / 3
    #expect(alone.totals.numbers[0] == count)
    #expect(alone.totals.numbers[2] == 53 * large + 2 * (count - large), "UCM users")
    for threads in 2...4 {
      for shuffled in [false, true] {
        let report = try report(shuffled ? results.reversed() : results, threads: threads)
        #expect(report.anonymousCSV() == alone.anonymousCSV())
        #expect(Self.numbers(report.totals) == Self.numbers(alone.totals))
        #expect(report.totals.columns == alone.totals.columns)
      }
    }
  }

  private static func numbers(_ totals: CustomerTotals) -> [Int] {
    totals.numbers.indices.map { totals.numbers[$0] }
  }

  /// Of two contradictions the first is told, however many threads look.
  @Test(arguments: [(0, 3000), (1023, 1024), (1024, 1025), (2047, 2048), (100, 101)])
  func theFirstContradictionIsTold(_ first: Int, _ second: Int) throws {
    var results = Self.customers(3_001)
    results[second].counters.phones += 1
    results[first].counters.phones += 1
    for threads in 1...3 {
      let error = #expect(throws: ReportError.self) { try report(results, threads: threads) }
      guard case .doesNotAddUp(pkid: Self.pkid(2 * first), _) = error else {
        Issue.record("\(threads) threads: \(String(describing: error))")
        continue
      }
    }
  }

  @Test(arguments: [1, 1023, 1024, 1025, 3000])
  func neighboursAreHeldAgainstEachOther(_ index: Int) throws {
    var twice = Self.customers(3_001)
    twice[index].pkid = twice[index - 1].pkid
    var swapped = Self.customers(3_001)
    swapped.swapAt(index - 1, index)
    let expected = try report(Self.customers(3_001), threads: 1)
    for threads in 1...3 {
      #expect(throws: ReportError.duplicatePKID(twice[index].pkid)) {
        try report(twice, threads: threads)
      }
      #expect(
        try report(swapped, threads: threads).results.map(\.pkid) == expected.results.map(\.pkid))
    }
  }
}
