internal import DumpReading

/// The second pass of the counting sort.
struct Scatter: Sendable {
  let batches: [RecordBatch]
  let finding: LocationFinding
  let ranks: [[UInt32]]
  let layout: Layout

  /// Writes the records of a tally's batches to their places, and the ranks of phones to theirs.
  func place(_ tally: Tally, in slots: Shared<PackedRecord>, _ phoneRanks: Shared<UInt32>) {
    var cursors = tally.counts
    for batch in tally.batches {
      let standings = finding.standings[batch]
      batches[batch].forEachRecord { record in
        let header = record.header
        guard case .atSite(let customer) = standings[header.location] else { return }
        let role = header.role
        let cell = Tally.cell(customer, role)
        let slot = cursors[cell]
        cursors[cell] += 1
        slots.write(record, at: slot)
        guard role == .phone else { return }
        let phone = slot - layout.range(of: customer, role).lowerBound
        phoneRanks.write(
          ranks[batch][header.detail], at: layout.phoneRange(of: customer).lowerBound + phone)
      }
    }
  }
}
