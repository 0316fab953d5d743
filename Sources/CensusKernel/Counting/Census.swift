internal import CensusModel
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
  private let path: KernelPath

  /// - Parameters:
  ///   - rules: what to count.
  ///   - deviceClasses: what counts as a phone; nil for the classes that the file was converted with.
  ///   - threads: how many groups are counted at once.
  ///   - path: the machine code to use; one of `KernelPath.available`.
  public init(
    rules: RuleSet, deviceClasses: DeviceClassTable? = nil, threads: Int = 1,
    path: KernelPath = .best
  ) {
    precondition(threads > 0, "threads")
    precondition(path.loops != nil, "path")
    plan = CountingPlan(rules)
    self.deviceClasses = deviceClasses
    self.threads = threads
    self.path = path
  }

  /// Counts of the file's customers, in the order of its directory.
  public func count(_ file: ColumnFile) throws(ColumnFileError) -> CensusCounts {
    let table = CountTable(file, plan)
    let classOfType = file.deviceTypes.map { entry in
      (deviceClasses?.deviceClass(of: entry.type) ?? entry.deviceClass).rawValue
    }
    let next = Atomic<Int>(0)
    let failure = Locked<(group: Int, error: ColumnFileError)?>(nil)
    let work = { @Sendable (_: Int) in
      let counter = GroupCounter(plan: plan, classOfType: classOfType, path: path)
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < file.groupCount else { return }
        do throws(ColumnFileError) {
          try counter.count(file, group: index, table: table)
        } catch {
          // Of several bad groups the first in the file is named, not the first that was met.
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
    try table.finish()
    return CensusCounts(table: table)
  }
}

/// Counts one group at a time, with scratch memory of its own.
private final class GroupCounter {
  private let counts: GroupCounts
  private let group = DecodedGroup()
  private let tally: DeviceTally
  private let tiles: TileCounter

  init(plan: CountingPlan, classOfType: [UInt8], path: KernelPath) {
    let loops = path.loops ?? PortableLoops.all
    counts = GroupCounts(plan)
    tally = DeviceTally(thresholds: plan.thresholds, classOfType: classOfType, loops)
    tiles = TileCounter(plan, loops)
  }

  func count(
    _ file: ColumnFile, group index: Int, table: CountTable
  ) throws(ColumnFileError) {
    try file.decode(group: index, into: group)
    guard let first = group.segments.first?.customer, let last = group.segments.last?.customer
    else { return }
    try table.begin(group: index, first: first, last: last)
    counts.begin(segmentCount: group.segments.count)
    for (index, segment) in group.segments.enumerated() {
      unsafe counts.row(index)[counts.layout.persons] += Int64(segment.personCount)
    }
    tally.tally(group, into: counts)
    tiles.run(group, thresholdPlanes: tally.thresholdPlanes, into: counts)
    table.take(counts, of: group.segments)
  }
}
