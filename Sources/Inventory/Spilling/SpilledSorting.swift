internal import DumpReading
internal import Files

/// Records sorted into partitions of customers, in a file: their location is now the customer's
/// number in the partition, and the detail of a phone the rank of its product. Where names are
/// kept, the locations of those that are left out above sites come after all customers of the
/// partition, and one more partition has those above every customer.
struct SpilledSorting {
  let partitions: CustomerPartitions
  private(set) var records: RecordPartitions
  /// How many records of each customer were left out above its sites.
  private(set) var aboveSite: [Int]
  /// How many records were left out above every customer.
  private(set) var aboveEveryCustomer = 0
  private let keepsNames: Bool

  /// The share of the memory for records that the buffers of all partitions take.
  private static let bufferShare = 4
  /// Tuning constants: any values are right.
  private static let bufferByteCounts = 1 << 12...1 << 20

  /// Takes all records out of the batches and sorts them.
  init(
    _ placed: PlacedRecords, customerCount: Int, spill: RecordSpill
  ) throws(FileError) {
    keepsNames = placed.names != nil
    partitions = CustomerPartitions(
      Self.loads(placed, customerCount), byteCountMax: spill.memoryByteCountMax,
      keepsNames: keepsNames)
    let count = partitions.ranges.count + (keepsNames ? 1 : 0)
    let share = spill.memoryByteCountMax / Self.bufferShare / max(1, count)
    records = RecordPartitions(
      count: count,
      bufferByteCount: min(
        max(share, Self.bufferByteCounts.lowerBound), Self.bufferByteCounts.upperBound),
      file: try spill.newFile())
    aboveSite = [Int](repeating: 0, count: customerCount)
    for index in placed.batches.indices { try take(index, placed) }
    try records.finish()
  }

  private mutating func take(_ index: Int, _ placed: PlacedRecords) throws(FileError) {
    let batch = placed.batches[index]
    let standings = placed.finding.standings[index]
    let ranks = placed.types.ranks[index]
    try batch.consumeRecords { placed throws(FileError) in
      let record = placed.header
      switch standings[placed.location] {
      case .atSite(let customer):
        let partition = partitions.indexes[customer]
        try records.append(
          record, location: customer - partitions.ranges[partition].lowerBound,
          detail: record.role == .phone ? Int(ranks[record.detail]) : record.detail,
          to: partition)
      case .aboveSite(let customer):
        aboveSite[customer] += 1
        guard keepsNames else { break }
        let partition = partitions.indexes[customer]
        let range = partitions.ranges[partition]
        try records.append(
          record, location: range.count + customer - range.lowerBound, detail: 0, to: partition)
      case .aboveEveryCustomer:
        aboveEveryCustomer += 1
        guard keepsNames else { break }
        try records.append(record, location: 0, detail: 0, to: partitions.ranges.count)
      case nil: break
      }
    }
  }

  /// The records of each customer at site level.
  private static func loads(_ placed: PlacedRecords, _ customerCount: Int) -> [LocationLoad] {
    var loads = [LocationLoad](repeating: LocationLoad(), count: customerCount)
    for (batch, standings) in zip(placed.batches, placed.finding.standings) {
      for (load, standing) in zip(batch.loads, standings) {
        switch standing {
        case .atSite(let customer): loads[customer].add(load)
        case .aboveSite(let customer): if placed.names != nil { loads[customer].add(load) }
        case .aboveEveryCustomer, nil: break
        }
      }
    }
    return loads
  }
}
