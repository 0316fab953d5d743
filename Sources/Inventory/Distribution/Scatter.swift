internal import DumpReading

/// The second pass of the counting sort.
struct Scatter: Sendable {
  let batches: [RecordBatch]
  let finding: LocationFinding
  let ranks: [[UInt32]]
  let layout: Layout
  /// nil unless records that are left out have cells, too.
  let customerCountIfLeftOutIsKept: Int?

  /// Writes the records of a tally's batches to their places, and the ranks of phones to theirs.
  func place(_ tally: Tally, in slots: Shared<PackedRecord>, _ phoneRanks: Shared<UInt32>) {
    var cursors = tally.counts
    for batch in tally.batches {
      let standings = finding.standings[batch]
      batches[batch].forEachRecord { record in
        let header = record.header
        guard let standing = standings[record.location] else { return }
        let role = header.role
        guard case .atSite(let customer) = standing else {
          if let count = customerCountIfLeftOutIsKept,
            let cell = Tally.leftOutCell(standing, customerCount: count)
          {
            slots.write(record.record, at: cursors[cell])
            cursors[cell] += 1
          }
          return
        }
        let cell = Tally.cell(customer, role)
        let slot = cursors[cell]
        cursors[cell] += 1
        slots.write(record.record, at: slot)
        guard role == .phone else { return }
        let phone = slot - layout.range(of: customer, role).lowerBound
        phoneRanks.write(
          ranks[batch][header.detail], at: layout.phoneRange(of: customer).lowerBound + phone)
      }
    }
  }
}
