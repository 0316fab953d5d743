import Foundation
import TestSupport
import Testing

/// One random inventory, written as a dump of the platform and as exports of its systems: the
/// audits of both agree in every cell.
///
/// Cells that can differ all the same, because the systems do not know them:
///
/// | cell | reason |
/// |--|--|
/// | Merged Records | a system holds a key once; two forms of it may name an account twice |
///
/// Facts that no system knows are left out of the inventory: records above the sites, owners and
/// associated devices that do not exist, keys that occur twice, a `webExId` beside the mail
/// address, mailboxes without a licence. `SourceInventory` says so.
///
/// To run one seed again: `UCENSUS_SEEDS=4711..4711 swift test --filter ImportDifferentialTests`;
/// to run many: `UCENSUS_SEEDS=0..9999`. In a debug build 2,000 take about two minutes of two
/// processors.
@Suite struct ImportDifferentialTests {
  private static let seeds = DifferentialTests.seeds(unlessGiven: 0...1999)

  private static let slices: [ClosedRange<UInt64>] = stride(
    from: seeds.lowerBound, through: seeds.upperBound, by: 25
  ).map { $0...min($0 + 24, seeds.upperBound) }

  @Test(arguments: slices) func agreesWithTheDump(_ seeds: ClosedRange<UInt64>) throws {
    var personCount = 0
    for seed in seeds { personCount += try ImportTrial(seed: seed).run() }
    // Empty reports agree with everything.
    #expect(personCount > seeds.count, "seeds \(seeds)")
  }
}
