internal import CensusModel
internal import DumpReading

/// The counted records at site level, sorted by customer and role: pointers into the batches, which
/// must outlive it. 8 bytes a record, and 4 more a phone. Where names are kept, also the others.
struct Distribution: Sendable {
  /// How many records of each customer were left out above its sites.
  let aboveSite: [Int]
  /// How many records were left out above every customer.
  let aboveEveryCustomer: Int

  private let layout: Layout
  private let records: [PackedRecord]
  /// The rank of each phone's product: phones only, in the order of `records`.
  private let phoneRanks: [UInt32]

  /// Sorts the records of these batches.
  ///
  /// - Parameters:
  ///   - batches: the records.
  ///   - finding: where each location counts.
  ///   - ranks: by batch and product, `DeviceTypeTable.ranks`.
  ///   - customerCount: how many customers there are.
  ///   - threads: how many threads may work.
  ///   - keepsLeftOut: whether `leftOut(of:)` is asked.
  init(
    _ batches: [RecordBatch], finding: LocationFinding, ranks: [[UInt32]], customerCount: Int,
    threads: Int, keepsLeftOut: Bool
  ) {
    let parts = Tally.parts(batchCount: batches.count, threads: threads)
    var tallies = Parallel.map(count: parts.count, threads: threads) { part in
      Tally(
        parts[part], of: batches, finding,
        Tally.CustomerCount(count: customerCount, keepsLeftOut: keepsLeftOut))
    }
    aboveSite = (0..<customerCount).map { customer in
      tallies.reduce(0) { $0 + $1.aboveSite[customer] }
    }
    aboveEveryCustomer = tallies.reduce(0) { $0 + $1.aboveEveryCustomer }

    let layout = Layout(
      turningIntoCursors: &tallies, customerCount: customerCount + (keepsLeftOut ? 1 : 0))
    let scatter = Scatter(
      batches: batches, finding: finding, ranks: ranks, layout: layout,
      customerCountIfLeftOutIsKept: keepsLeftOut ? customerCount : nil)
    let cursors = tallies
    var phoneRanks = [UInt32](repeating: 0, count: layout.phoneCount)
    records = unsafe phoneRanks.withUnsafeMutableBufferPointer { phones in
      let target = unsafe Shared(phones)
      return unsafe [PackedRecord](count: layout.recordCount) { buffer in
        let slots = unsafe Shared(buffer)
        Parallel.run(count: cursors.count, threads: threads) { next in
          while let part = next() { scatter.place(cursors[part], in: slots, target) }
        }
      }
    }
    self.phoneRanks = phoneRanks
    self.layout = layout
  }

  /// The customer's records of one role.
  func records(of customer: Int, _ role: Role) -> ArraySlice<PackedRecord> {
    records[layout.range(of: customer, role)]
  }

  /// The customer's records above site level; with the number of customers those above all of them.
  func leftOut(of customer: Int) -> ArraySlice<PackedRecord> {
    records(of: customer, Tally.leftOutRole)
  }

  /// All records of the customer.
  func allRecords(of customer: Int) -> ArraySlice<PackedRecord> {
    records[layout.range(of: customer)]
  }

  /// The ranks of the customer's phones, beside `records(of: customer, .phone)`.
  func phoneRanks(of customer: Int) -> ArraySlice<UInt32> {
    phoneRanks[layout.phoneRange(of: customer)]
  }

  /// How many records the customer has.
  func recordCount(of customer: Int) -> Int { layout.recordCount(of: customer) }
}
