public import CensusModel
internal import ColumnFile
internal import Glibc

/// One row of counters per customer of a file, which all threads count into.
///
/// Groups hold customers in the order of the directory. So only the first and the last customer of a
/// group can have a part in another one: those are added under a lock, all others have their row to
/// themselves. A group that breaks the order is refused before it is counted.
///
/// Unchecked because rows are plain memory; who may write which is said above.
final class CountTable: @unchecked Sendable {
  private struct State {
    /// The first and the last customer of the groups that were begun; -1 for others.
    var ranges: [(first: Int, last: Int)]
    /// No group from here on was begun.
    var end = 0
  }

  private let layout: RowLayout
  private let rows: UnsafeMutablePointer<Int64>
  let customerCount: Int
  private let byteCount: Int
  private let state: Locked<State>

  init(_ file: ColumnFile, _ plan: CountingPlan) {
    layout = RowLayout(plan)
    customerCount = file.customers.count
    byteCount = max(1, customerCount * layout.width) * MemoryLayout<Int64>.stride
    // Zeroed by the system when a page is first used, by whom it is used. Large pages, since for a
    // hundred thousand customers most of the time would go into taking small ones.
    let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      fatalError("no memory for the counts of \(customerCount) customers")
    }
    madvise(memory, byteCount, Int32(MADV_HUGEPAGE))
    rows = memory.assumingMemoryBound(to: Int64.self)
    state = Locked(State(ranges: .init(repeating: (-1, -1), count: file.groupCount)))
  }

  deinit { munmap(rows, byteCount) }

  func row(_ customer: Int) -> UnsafeMutablePointer<Int64> { rows + customer * layout.width }

  /// Notes which customers a group holds.
  ///
  /// - Returns: false if they overlap with those of another group by more than the one at its end.
  func begin(group: Int, first: Int, last: Int) -> Bool {
    state.withLock { state in
      let before = state.ranges[..<group].last { $0.first >= 0 }
      let after =
        group < state.end ? state.ranges[group..<state.end].first { $0.first >= 0 } : nil
      guard before.map({ $0.last <= first }) ?? true, after.map({ last <= $0.first }) ?? true
      else { return false }
      state.ranges[group] = (first, last)
      state.end = max(state.end, group + 1)
      return true
    }
  }

  /// Adds what a group counted of customers who may have parts in others.
  func add(_ endRows: [UnsafePointer<Int64>], of customers: [Int]) {
    state.withLock { _ in
      for (row, customer) in zip(endRows, customers) {
        let target = self.row(customer)
        for counter in 0..<layout.width { target[counter] += row[counter] }
      }
    }
  }

  /// The directory holds for every customer what his parts in the groups must add up to.
  func check(against file: ColumnFile) throws(ColumnFileError) {
    let customers = file.customers
    for index in customers.indices {
      let row = UnsafePointer(self.row(index))
      // By index: to copy an entry takes longer than to compare its numbers.
      guard row[layout.persons] == customers[index].personCount,
        layout.deviceCount(row, from: layout.owned) == customers[index].deviceCount,
        layout.deviceCount(row, from: layout.standalone) == customers[index].standaloneCount,
        layout.deviceCount(row, from: layout.surplus) == customers[index].surplusCount
      else {
        throw .corrupt(
          file: file.source.name, byte: file.source.byteCount,
          reason: "the groups hold other persons or devices of customer \(customers[index].pkid) "
            + "than the directory says")
      }
      guard !layout.hasLooseSurplus(row) else {
        throw .corrupt(
          file: file.source.name, byte: file.source.byteCount,
          reason: "surplus rows of customer \(customers[index].pkid) repeat no phone")
      }
    }
  }

  /// What was counted of a customer.
  func counts(of customer: Int) -> CustomerCounts { layout.counts(UnsafePointer(row(customer))) }
}

/// What was counted of the customers of a file, in the order of its directory. They stay in the table
/// that they were counted into until they are asked for: there can be a hundred thousand.
public struct CensusCounts: RandomAccessCollection, Sendable {
  let table: CountTable

  /// The first customer.
  public var startIndex: Int { 0 }
  /// Behind the last customer.
  public var endIndex: Int { table.customerCount }

  /// The counts of a customer, by index in the directory.
  public subscript(customer: Int) -> CustomerCounts {
    precondition(indices.contains(customer), "no such customer")
    return table.counts(of: customer)
  }
}
