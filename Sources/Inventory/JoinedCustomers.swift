internal import CensusModel
internal import DumpReading
internal import Files

/// The customers of an inventory once their records are joined.
struct JoinedCustomers {
  /// In the order of the heads; without rows where `rows` has them.
  var customers: [CustomerInventory]
  var rows: SpilledRows?
  /// Records above every customer; empty unless names are kept.
  var namesAboveEveryCustomer = NameTable()
  var personCount = 0
  /// Which device types the rows use.
  var use: DeviceTypeUse
  var aboveEveryCustomer: Int
  var recordDigest: UInt64

  /// Joins records that are all in memory.
  ///
  /// - Throws: where names that do not fit into memory cannot be written.
  init(_ heads: [CustomerInventory], _ placed: PlacedRecords) throws(FileError) {
    // The joins point into the batches' memory.
    defer { withExtendedLifetime(placed.batches) {} }
    let distribution = Distribution(
      placed.batches, finding: placed.finding, ranks: placed.types.ranks,
      customerCount: heads.count, threads: placed.threads, keepsLeftOut: placed.names != nil)
    customers = try Self.join(heads, from: 0, distribution, placed)
    use = DeviceTypeUse(typeCount: placed.types.types.count)
    use.add(customers)
    personCount = Self.personCount(of: customers)
    aboveEveryCustomer = distribution.aboveEveryCustomer
    recordDigest = placed.recordDigest
    if let names = placed.names {
      namesAboveEveryCustomer = names.table(leftOut: distribution.leftOut(of: heads.count))
    }
  }

  private static func personCount(of customers: [CustomerInventory]) -> Int {
    customers.reduce(0) { $0 + $1.persons.count }
  }

  /// Joins customers in parallel, those with most records first, and keeps their names.
  ///
  /// - Parameter first: the number of the first of these customers.
  private static func join(
    _ customers: [CustomerInventory], from first: Int, _ distribution: Distribution,
    _ placed: PlacedRecords
  ) throws(FileError) -> [CustomerInventory] {
    let order = customers.indices.sorted {
      distribution.recordCount(of: $0) > distribution.recordCount(of: $1)
    }
    let joined = Slots<CustomerInventory>(count: customers.count)
    let failure = Locked<FileError?>(nil)
    Parallel.run(count: customers.count, threads: placed.threads) { next in
      var join = CustomerJoin(
        distribution, typeOfRank: placed.types.typeOfRank, sources: placed.names?.sources)
      while let item = next() {
        var customer = customers[order[item]]
        do throws(FileError) {
          try join.complete(
            &customer, number: order[item], names: placed.names, first + order[item])
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
        joined[order[item]] = customer
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return joined.values()
  }
}

extension CustomerJoin {
  /// Adds to a customer all that their records say, and keeps names.
  ///
  /// - Parameters:
  ///   - number: the customer in the distribution.
  ///   - customer: and in the inventory.
  fileprivate mutating func complete(
    _ inventory: inout CustomerInventory, number: Int, names: NameKeeping?, _ customer: Int
  ) throws(FileError) {
    guard let names else { return complete(&inventory, customer: number) }
    guard names.wants(customer, records: distribution.allRecords(of: number)) else { return }
    complete(&inventory, customer: number)
    var identities = identify(&inventory, customer: number)
    identities[.sites] = names.sites[customer]
    try names.store.keep(identities, of: customer)
  }
}

/// The records of a dump, and where they count.
struct PlacedRecords: Sendable {
  let batches: [RecordBatch]
  let finding: LocationFinding
  let types: DeviceTypeTable
  /// nil unless names are kept.
  let names: NameKeeping?
  let threads: Int

  /// The sum of the hashes of all records.
  var recordDigest: UInt64 { batches.reduce(0) { $0 &+ $1.recordDigest } }
}

// MARK: Records that do not fit into memory

extension JoinedCustomers {
  /// Joins records of which some are in a file: sorts them into partitions of customers, on disk,
  /// and then joins one partition after the other. The batches have no records any more afterwards.
  init(
    _ heads: [CustomerInventory], _ placed: PlacedRecords, spill: RecordSpill
  ) throws(FileError) {
    let sorting = try SpilledSorting(placed, customerCount: heads.count, spill: spill)
    var rows = SpilledRows(try spill.newFile())
    customers = heads
    use = DeviceTypeUse(typeCount: placed.types.types.count)
    for (index, range) in sorting.partitions.ranges.enumerated() {
      let batch = try sorting.records.batch(index)
      defer { withExtendedLifetime(batch) {} }
      let distribution = Self.distribution(batch, customerCount: range.count, placed)
      var joined = try Self.join(
        Array(heads[range]), from: range.lowerBound, distribution, placed)
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
    recordDigest = placed.recordDigest
    if let names = placed.names {
      let batch = try sorting.records.batch(sorting.partitions.ranges.count)
      defer { withExtendedLifetime(batch) {} }
      var records: [PackedRecord] = []
      batch.forEachRecord { records.append($0.record) }
      namesAboveEveryCustomer = names.table(leftOut: records[...])
    }
  }

  /// The records of a partition, which must outlive it.
  private static func distribution(
    _ batch: RecordBatch, customerCount: Int, _ placed: PlacedRecords
  ) -> Distribution {
    // Its locations are its customers, then what is above their sites; its products are ranks.
    let standings: [Hierarchy.Standing?] =
      (0..<customerCount).map { .atSite(customer: $0) }
      + (0..<customerCount).map { .aboveSite(customer: $0) }
    return Distribution(
      [batch], finding: LocationFinding(standings: [standings]),
      ranks: [placed.types.typeOfRank.indices.map(UInt32.init)], customerCount: customerCount,
      threads: 1, keepsLeftOut: placed.names != nil)
  }
}
