public import CensusModel
internal import ColumnFile

/// The counts of the customers of a file. All threads add to them.
///
/// Groups hold customers in the order of the directory. So only the first and the last customer of a
/// group can have a part in another one: their rows are added up under a lock. All others are complete
/// with their group; their rows are checked and packed, since there can be a hundred thousand. A group
/// that breaks the order is refused before it is counted.
///
/// Unchecked because packed rows are plain memory: each is written once, by the thread that counted its
/// group, and read when all threads are done.
@safe final class CountTable: @unchecked Sendable {
  private struct State {
    /// The first and the last customer of the groups that were begun; -1 for others.
    var ranges: [(first: Int, last: Int)]
    /// No group from here on was begun.
    var end = 0
    /// Rows of customers who stood at an end of a group.
    var endRows: [Int: [Int64]] = [:]
    /// The first customer found of whom the directory says something else.
    var mismatch: (customer: Int, error: ColumnFileError)?
    /// The memory of packed rows.
    var blocks: [Block] = []
  }

  /// Packed rows of a group, written before it is handed over.
  @safe private struct Block: @unchecked Sendable {
    let memory: UnsafeMutableRawPointer
  }

  let customers: CustomerDirectory
  private let file: ColumnFile
  private let layout: RowLayout
  /// By customer, their packed row; nil for those who stood at an end of a group, or in none.
  private let packed: UnsafeMutablePointer<UnsafeRawPointer?>
  private let state: Locked<State>
  /// The rows of customers that are in a group but have no packed row, when all groups are counted.
  private var endRows: [Int: [Int64]] = [:]

  init(_ file: ColumnFile, _ plan: CountingPlan) {
    self.file = file
    customers = file.customers
    layout = RowLayout(plan)
    unsafe packed = .allocate(capacity: max(1, customers.count))
    unsafe packed.initialize(repeating: nil, count: customers.count)
    state = Locked(State(ranges: .init(repeating: (-1, -1), count: file.groupCount)))
  }

  deinit {
    state.withLock { state in for block in state.blocks { unsafe block.memory.deallocate() } }
    unsafe packed.deallocate()
  }

  /// Notes which customers a group holds.
  ///
  /// - Throws: if they overlap with those of another group by more than the one at its end.
  func begin(group: Int, first: Int, last: Int) throws(ColumnFileError) {
    let isInOrder = state.withLock { state in
      let before = state.ranges[..<group].last { $0.first >= 0 }
      let after =
        group < state.end ? state.ranges[group..<state.end].first { $0.first >= 0 } : nil
      guard before.map({ $0.last <= first }) ?? true, after.map({ last <= $0.first }) ?? true
      else { return false }
      state.ranges[group] = (first, last)
      state.end = max(state.end, group + 1)
      return true
    }
    guard isInOrder else {
      throw .corrupt(
        file: file.source.name, byte: file.offset(ofGroup: group),
        reason: "group \(group): its customers overlap with those of another group")
    }
  }

  /// Takes the counts of a group that was begun. Wrong numbers are left to `finish`: that a group
  /// cannot be read is the more useful error.
  func take(_ counts: GroupCounts, of segments: [DecodedGroup.Segment]) {
    let last = segments.count - 1
    guard last >= 0 else { return }
    let block = last > 1 ? packedRows(of: counts, segments, 1..<last) : nil
    let ends = (last > 0 ? [0, last] : [0]).map { end in
      unsafe (
        customer: segments[end].customer,
        row: Array(UnsafeBufferPointer(start: counts.row(end), count: layout.width))
      )
    }
    state.withLock { state in
      if let block { state.blocks.append(block) }
      for end in ends {
        guard var sum = state.endRows.removeValue(forKey: end.customer) else {
          state.endRows[end.customer] = end.row
          continue
        }
        for counter in sum.indices { sum[counter] += end.row[counter] }
        state.endRows[end.customer] = sum
      }
    }
  }

  /// Checks and packs the rows of segments whose customers are complete.
  ///
  /// - Returns: the memory that they are in.
  private func packedRows(
    of counts: GroupCounts, _ segments: [DecodedGroup.Segment], _ inner: Range<Int>
  ) -> Block {
    var counterByteCounts = [UInt8](repeating: 0, count: segments.count)
    var byteCount = 0
    for index in inner {
      unsafe check(counts.row(index), of: segments[index].customer)
      let counterByteCount = unsafe RowPacking.counterByteCount(counts.row(index), layout.width)
      counterByteCounts[index] = UInt8(counterByteCount)
      byteCount += RowPacking.byteCount(counterByteCount, width: layout.width)
    }
    let block = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 1)
    var next = unsafe block
    for index in inner {
      unsafe packed[segments[index].customer] = UnsafeRawPointer(next)
      unsafe next += RowPacking.pack(
        counts.row(index), width: layout.width, Int(counterByteCounts[index]), to: next)
    }
    return unsafe Block(memory: block)
  }

  /// Checks all customers who are not complete with one group, when all groups were taken.
  ///
  /// - Throws: where the directory has other numbers of a customer, for the first of them.
  func finish() throws(ColumnFileError) {
    endRows = state.withLock { $0.endRows }
    let nothing = [Int64](repeating: 0, count: layout.width)
    for customer in customers.indices where unsafe packed[customer] == nil {
      unsafe check(endRows[customer] ?? nothing, of: customer)
    }
    if let mismatch = state.withLock({ $0.mismatch }) { throw mismatch.error }
  }

  /// The directory holds for every customer what their parts in the groups must add up to.
  private func check(_ row: UnsafePointer<Int64>, of customer: Int) {
    guard let wrong = unsafe mismatch(row, customer) else { return }
    let error = ColumnFileError.corrupt(
      file: file.source.name, byte: file.source.byteCount, reason: wrong)
    state.withLock { state in
      if state.mismatch.map({ customer < $0.customer }) ?? true {
        state.mismatch = (customer, error)
      }
    }
  }

  private func mismatch(_ row: UnsafePointer<Int64>, _ index: Int) -> String? {
    let found = unsafe SIMD4(
      Int(row[layout.persons]), layout.deviceCount(row, from: layout.owned),
      layout.deviceCount(row, from: layout.standalone),
      layout.deviceCount(row, from: layout.surplus))
    guard found == customers.sizes(of: index) else {
      return "the groups hold other persons or devices of customer \(customers[index].pkid) than "
        + "the directory says"
    }
    return unsafe layout.hasLooseSurplus(row)
      ? "surplus rows of customer \(customers[index].pkid) repeat no phone" : nil
  }

  /// The counts of a customer.
  func counts(of customer: Int) -> CustomerCounts {
    unsafe withUnsafeTemporaryAllocation(of: Int64.self, capacity: layout.width) { row in
      let start = row.baseAddress!
      if let packed = unsafe packed[customer] {
        unsafe RowPacking.unpack(packed, width: layout.width, into: start)
      } else {
        _ = unsafe row.initialize(
          fromContentsOf: endRows[customer] ?? .init(repeating: 0, count: layout.width))
      }
      return unsafe layout.counts(start)
    }
  }
}

/// The counts of the customers of a file, in the order of its directory. They stay packed until
/// they are asked for: there can be a hundred thousand.
public struct CensusCounts: RandomAccessCollection, Sendable {
  let table: CountTable

  /// The first customer.
  public var startIndex: Int { 0 }
  /// The index after the last customer.
  public var endIndex: Int { table.customers.count }

  /// The counts of a customer, by index in the directory.
  public subscript(customer: Int) -> CustomerCounts {
    precondition(indices.contains(customer), "no such customer")
    return table.counts(of: customer)
  }
}
