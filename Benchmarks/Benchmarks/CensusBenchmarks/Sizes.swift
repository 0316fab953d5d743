import Glibc
import SyntheticInventory

/// How large everything is: `UCENSUS_BENCHMARK` says `smoke` (to see that all works), `full` (the
/// default) or `huge` (100 million persons, too, which takes minutes and 200 MB of disk).
struct Sizes {
  /// Persons of the inventories that are counted as they come.
  private(set) var persons = [1_000_000, 10_000_000]
  /// Persons of the inventories that differ in one thing.
  private(set) var sweepPersons = 4_000_000
  private(set) var groupPersons = [4096, 16_384, 65_536, 262_144, 1_048_576]
  /// Many small customers, and few large ones.
  private(set) var customers = [(count: 100_000, each: 50), (count: 10, each: 1_000_000)]
  /// How long each benchmark is repeated.
  private(set) var duration = Duration.seconds(2)

  static let current = Sizes(getenv("UCENSUS_BENCHMARK").map { String(cString: $0) } ?? "full")

  private init(_ name: String) {
    switch name {
    case "smoke":
      persons = [100_000]
      sweepPersons = 50_000
      groupPersons = [4096, 65_536]
      customers = [(1000, 50), (2, 50_000)]
      duration = .milliseconds(100)
    case "full": break
    case "huge": persons.append(100_000_000)
    default: fatalError("UCENSUS_BENCHMARK is smoke, full or huge, not \(name)")
    }
  }

  static let groupPersonsUsual = 65_536

  /// One customer for 2,000 persons, 1.5 devices a person, services as customers buy them.
  static func usual(_ persons: Int) -> InventoryShape {
    InventoryShape(
      personCount: persons, deviceCount: persons * 3 / 2, customerCount: max(1, persons / 2000),
      seed: 1)
  }

  /// Customers of one size.
  static func equal(_ customers: Int, each: Int) -> InventoryShape {
    InventoryShape(
      personCount: customers * each, deviceCount: customers * each * 3 / 2,
      customerCount: customers, seed: 1, sizes: .equal)
  }

  /// 50000 as `50 k persons`, 10000000 as `10 M persons`.
  static func text(_ persons: Int) -> String {
    persons % 1_000_000 == 0 ? "\(persons / 1_000_000) M persons" : "\(persons / 1000) k persons"
  }
}
