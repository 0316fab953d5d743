public import CensusModel
public import CensusRules
public import ColumnFile
internal import Dispatch
internal import Synchronization

/// Counts a columnar file: every column of the rule set, for every customer, in one pass.
///
/// Groups are decoded and counted in parallel; the counts of groups add up, so that the result does
/// not depend on who counted what.
public struct Census: Sendable {
  private let plan: CountingPlan
  private let deviceClasses: DeviceClassTable?
  private let threads: Int

  /// - Parameters:
  ///   - rules: what to count.
  ///   - deviceClasses: what counts as a phone; nil for the classes that the file was converted with.
  ///   - threads: how many groups are counted at once.
  public init(rules: RuleSet, deviceClasses: DeviceClassTable? = nil, threads: Int = 1) {
    precondition(threads > 0, "threads")
    plan = CountingPlan(rules)
    self.deviceClasses = deviceClasses
    self.threads = threads
  }

  /// Counts of the file's customers, in the order of its directory.
  public func count(_ file: ColumnFile) throws(ColumnFileError) -> [CustomerCounts] {
    let classOfType = file.deviceTypes.map { entry in
      (deviceClasses?.deviceClass(of: entry.type) ?? entry.deviceClass).rawValue
    }
    let total = Mutex(Total(customerCount: file.customers.count, plan))
    let next = Atomic<Int>(0)
    let failure = Mutex<(group: Int, error: ColumnFileError)?>(nil)
    let work = { @Sendable (_: Int) in
      let counter = GroupCounter(plan: plan, classOfType: classOfType)
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < file.groupCount else { return }
        do throws(ColumnFileError) {
          try counter.count(file, group: index)
          total.withLock { $0.add(counter) }
        } catch {
          // Of several bad groups the first one is named, whoever met it first.
          failure.withLock { if $0.map({ index < $0.group }) ?? true { $0 = (index, error) } }
        }
      }
    }
    if threads == 1 || file.groupCount < 2 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: min(threads, file.groupCount), execute: work)
    }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
    return try total.withLock { (total) throws(ColumnFileError) in
      try total.check(against: file)
      return total.counts(plan)
    }
  }
}

/// Counts one group at a time, with scratch memory of its own.
private final class GroupCounter {
  let counts: GroupCounts
  let group = DecodedGroup()
  private let tally: DeviceTally
  private let tiles: TileRunner

  init(plan: CountingPlan, classOfType: [UInt8]) {
    counts = GroupCounts(plan)
    tally = DeviceTally(thresholds: plan.thresholds, classOfType: classOfType)
    tiles = TileRunner(plan)
  }

  func count(_ file: ColumnFile, group index: Int) throws(ColumnFileError) {
    try file.decode(group: index, into: group)
    counts.reset(segmentCount: group.segments.count)
    tally.tally(group, into: counts)
    tiles.run(group, thresholdPlanes: tally.thresholdPlanes, into: counts)
  }
}

/// One row of counters per customer of the file.
private struct Total {
  private var rows: [Int]
  private var persons: [Int]
  private let width: Int

  init(customerCount: Int, _ plan: CountingPlan) {
    width = GroupCounts(plan).width
    rows = [Int](repeating: 0, count: customerCount * width)
    persons = [Int](repeating: 0, count: customerCount)
  }

  mutating func add(_ counter: GroupCounter) {
    for (index, segment) in counter.group.segments.enumerated() {
      let row = counter.counts.slot(0, segment: index)
      let start = segment.customer * width
      for slot in 0..<width { rows[start + slot] += row[slot] }
      persons[segment.customer] += segment.personCount
    }
  }

  /// The directory holds for every customer what his parts in the groups must add up to.
  func check(against file: ColumnFile) throws(ColumnFileError) {
    for (index, customer) in file.customers.enumerated() {
      let row = rows[index * width..<(index + 1) * width]
      let devices = GroupCounts.deviceCounts(ofRow: row)
      guard persons[index] == customer.personCount, devices.owned == customer.deviceCount,
        devices.standalone == customer.standaloneCount, devices.surplus == customer.surplusCount
      else {
        throw .corrupt(
          file: file.source.name, byte: file.source.byteCount,
          reason: "the groups hold other persons or devices of customer \(customer.pkid) "
            + "than the directory says")
      }
      guard !GroupCounts.hasLooseSurplus(inRow: row) else {
        throw .corrupt(
          file: file.source.name, byte: file.source.byteCount,
          reason: "surplus rows of customer \(customer.pkid) repeat no phone")
      }
    }
  }

  func counts(_ plan: CountingPlan) -> [CustomerCounts] {
    persons.indices.map { customer in
      var counts = CustomerCounts(columnCount: plan.columnCount)
      counts.persons = persons[customer]
      rows.withUnsafeBufferPointer {
        GroupCounts.add($0.baseAddress! + customer * width, to: &counts, plan)
      }
      return counts
    }
  }
}
