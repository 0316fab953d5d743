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

  /// Roles, with room to spare; a cell is `customer * roleCount + role`.
  static let roleCount = 16

  /// The cell of a customer's records of one role.
  static func cell(_ customer: Int, _ role: Role) -> Int {
    customer * roleCount + Int(role.rawValue)
  }

  /// Counts the records of these batches.
  init(
    _ range: Range<Int>, of batches: [RecordBatch], _ finding: LocationFinding, customerCount: Int
  ) {
    self.batches = range
    var counts = [Int](repeating: 0, count: customerCount * Self.roleCount)
    var aboveSite = [Int](repeating: 0, count: customerCount)
    var aboveEveryCustomer = 0
    for index in range {
      let standings = finding.standings[index]
      batches[index].forEachRecord { record in
        let header = record.header
        switch standings[header.location] {
        case .atSite(let customer): counts[Self.cell(customer, header.role)] += 1
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
