internal import CensusModel
internal import DumpReading
internal import Files

/// The customers of an inventory once their records are joined.
struct JoinedCustomers {
  /// In the order of the heads; without rows where `rows` has them.
  var customers: [CustomerInventory]
  var rows: SpilledRows?
  /// Beside `customers`; empty unless names are kept.
  var identities: [CustomerIdentities] = []
  var personCount = 0
  /// Which device types the rows use.
  var use: DeviceTypeUse
  var aboveEveryCustomer: Int
  var recordDigest: UInt64

  /// Joins records that are all in memory.
  init(_ heads: [CustomerInventory], _ placed: PlacedRecords) {
    // The joins point into the batches' memory.
    defer { withExtendedLifetime(placed.batches) {} }
    let distribution = Distribution(
      placed.batches, finding: placed.finding, ranks: placed.types.ranks,
      customerCount: heads.count, threads: placed.threads)
    (customers, identities) = Self.join(heads, distribution, placed)
    use = DeviceTypeUse(typeCount: placed.types.types.count)
    use.add(customers)
    personCount = Self.personCount(of: customers)
    aboveEveryCustomer = distribution.aboveEveryCustomer
    recordDigest = RecordDigest.of(placed.batches, threads: placed.threads)
  }

  private static func personCount(of customers: [CustomerInventory]) -> Int {
    customers.reduce(0) { $0 + $1.persons.count }
  }

  /// Joins customers in parallel, those with most records first.
  fileprivate static func join(
    _ customers: [CustomerInventory], _ distribution: Distribution, _ placed: PlacedRecords
  ) -> ([CustomerInventory], [CustomerIdentities]) {
    let order = customers.indices.sorted {
      distribution.recordCount(of: $0) > distribution.recordCount(of: $1)
    }
    let joined = Slots<CustomerInventory>(count: customers.count)
    let named = Slots<CustomerIdentities>(count: placed.sources == nil ? 0 : customers.count)
    Parallel.run(count: customers.count, threads: placed.threads) { next in
      var join = CustomerJoin(
        distribution, typeOfRank: placed.types.typeOfRank, sources: placed.sources)
      while let item = next() {
        var customer = customers[order[item]]
        join.complete(&customer, customer: order[item])
        if placed.sources != nil {
          named[order[item]] = join.identify(&customer, customer: order[item])
        }
        joined[order[item]] = customer
      }
    }
    return (joined.values(), named.values())
  }
}

/// The records of a dump, and where they count.
struct PlacedRecords: Sendable {
  let batches: [RecordBatch]
  let finding: LocationFinding
  let types: DeviceTypeTable
  /// Where records stand, if names are to be kept.
  let sources: SourceFinding?
  let threads: Int
}

// MARK: Records that do not fit into memory

extension JoinedCustomers {
  /// Joins records of which some are in a file: sorts them into partitions of customers, on disk,
  /// and then joins one partition after the other. The batches have no records any more afterwards.
  init(
    _ heads: [CustomerInventory], _ placed: PlacedRecords, spill: RecordSpill
  ) throws(FileError) {
    precondition(placed.sources == nil, "names are kept in memory")
    let sorting = try SpilledSorting(placed, customerCount: heads.count, spill: spill)
    var rows = SpilledRows(try spill.newFile())
    customers = heads
    use = DeviceTypeUse(typeCount: placed.types.types.count)
    for (index, range) in sorting.partitions.ranges.enumerated() {
      var joined = try Self.join(Array(heads[range]), sorting, partition: index, placed)
      use.add(joined)
      personCount += Self.personCount(of: joined)
      for (offset, customer) in range.enumerated() {
        joined[offset].counters.aboveSiteLevel = sorting.aboveSite[customer]
        try rows.take(&joined[offset])
        customers[customer] = joined[offset]
      }
    }
    try rows.finish()
    self.rows = rows
    aboveEveryCustomer = sorting.aboveEveryCustomer
    recordDigest = sorting.recordDigest
  }

  private static func join(
    _ heads: [CustomerInventory], _ sorting: SpilledSorting, partition: Int,
    _ placed: PlacedRecords
  ) throws(FileError) -> [CustomerInventory] {
    let batch = try sorting.records.batch(partition)
    defer { withExtendedLifetime(batch) {} }
    // Its locations are the customers of the partition, its products the ranks of all.
    let finding = LocationFinding(standings: [heads.indices.map { .atSite(customer: $0) }])
    let distribution = Distribution(
      [batch], finding: finding, ranks: [placed.types.typeOfRank.indices.map(UInt32.init)],
      customerCount: heads.count, threads: 1)
    return join(heads, distribution, placed).0
  }
}
