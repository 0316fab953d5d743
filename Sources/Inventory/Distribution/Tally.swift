internal import DumpReading

/// How many records of each cell (customer, then role) some batches hold; the first pass of the
/// counting sort.
struct Tally: Sendable {
  /// The batches counted.
  let batches: Range<Int>
  /// By cell.
  var counts: [Int]
  /// By customer: records left out above its sites.
  private(set) var aboveSite: [Int]
  /// Records left out above every customer.
  private(set) var aboveEveryCustomer = 0

  /// How many customers there are, and whether records that are left out have cells, too.
  struct CustomerCount {
    var count: Int
    var keepsLeftOut: Bool
  }

  /// Roles, with room to spare; a cell is `customer * roleCount + role`.
  static let roleCount = 16

  /// The cell of records that were left out is that of a role of which none is packed.
  static let leftOutRole = Role.node

  /// The cell of a customer's records of one role.
  static func cell(_ customer: Int, _ role: Role) -> Int {
    customer * roleCount + Int(role.rawValue)
  }

  /// The cell in which records are kept that were left out; those above every customer as if they
  /// were of one more.
  static func leftOutCell(_ standing: Hierarchy.Standing, customerCount: Int) -> Int? {
    switch standing {
    case .atSite: nil
    case .aboveSite(let customer): cell(customer, leftOutRole)
    case .aboveEveryCustomer: cell(customerCount, leftOutRole)
    }
  }

  /// Counts the records of these batches.
  init(
    _ range: Range<Int>, of batches: [RecordBatch], _ finding: LocationFinding,
    _ customers: CustomerCount
  ) {
    let (customerCount, keepsLeftOut) = (customers.count, customers.keepsLeftOut)
    self.batches = range
    var counts = [Int](
      repeating: 0, count: (customerCount + (keepsLeftOut ? 1 : 0)) * Self.roleCount)
    var aboveSite = [Int](repeating: 0, count: customerCount)
    var aboveEveryCustomer = 0
    for index in range {
      let standings = finding.standings[index]
      batches[index].forEachRecord { record in
        if keepsLeftOut, let standing = standings[record.location],
          let cell = Self.leftOutCell(standing, customerCount: customerCount)
        {
          counts[cell] += 1
        }
        switch standings[record.location] {
        case .atSite(let customer): counts[Self.cell(customer, record.header.role)] += 1
        case .aboveSite(let customer): aboveSite[customer] += 1
        case .aboveEveryCustomer: aboveEveryCustomer += 1
        case nil: break
        }
      }
    }
    self.counts = counts
    self.aboveSite = aboveSite
    self.aboveEveryCustomer = aboveEveryCustomer
  }

  /// At most this many tallies at a time: each costs 128 bytes a customer.
  private static let partCountMax = 8

  /// Even parts of the batches, one for each thread.
  static func parts(batchCount: Int, threads: Int) -> [Range<Int>] {
    let count = max(1, min(threads, batchCount, partCountMax))
    return (0..<count).map { batchCount * $0 / count..<batchCount * ($0 + 1) / count }
  }
}
