internal import DumpReading

/// Where the records of each cell stand.
struct Layout: Sendable {
  /// By cell, and at the end where the last one stops.
  private let starts: [Int]
  /// By customer, among phones only.
  private let phoneStarts: [Int]

  /// The layout of what was tallied. Each tally's counts become the places where the records of its
  /// batches begin, cell by cell.
  init(turningIntoCursors tallies: inout [Tally], customerCount: Int) {
    var starts: [Int] = []
    var phoneStarts = [0]
    var next = 0
    for cell in 0..<customerCount * Tally.roleCount {
      starts.append(next)
      for part in tallies.indices {
        let count = tallies[part].counts[cell]
        tallies[part].counts[cell] = next
        next += count
      }
      if cell % Tally.roleCount == Int(Role.phone.rawValue) {
        phoneStarts.append(phoneStarts[phoneStarts.count - 1] + next - starts[cell])
      }
    }
    self.starts = starts + [next]
    self.phoneStarts = phoneStarts
  }

  /// All records at site level.
  var recordCount: Int { starts[starts.count - 1] }
  /// All phones among them.
  var phoneCount: Int { phoneStarts[phoneStarts.count - 1] }

  /// Where the records of a cell stand.
  func range(of customer: Int, _ role: Role) -> Range<Int> {
    let cell = Tally.cell(customer, role)
    return starts[cell]..<starts[cell + 1]
  }

  /// Where all records of a customer stand.
  func range(of customer: Int) -> Range<Int> {
    starts[customer * Tally.roleCount]..<starts[(customer + 1) * Tally.roleCount]
  }

  /// Where the customer's phones stand among phones.
  func phoneRange(of customer: Int) -> Range<Int> {
    phoneStarts[customer]..<phoneStarts[customer + 1]
  }

  /// How many records a customer has.
  func recordCount(of customer: Int) -> Int {
    starts[(customer + 1) * Tally.roleCount] - starts[customer * Tally.roleCount]
  }
}
