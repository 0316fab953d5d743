internal import CensusModel

/// What is counted of one group, segment by segment: a table that is kept from group to group.
///
/// ```
/// slots of the plan | additional licences | owned × 6 | standalone × 6 | surplus × 6
/// ```
final class GroupCounts {
  private static let classCount = 6

  let phonesPerLicense: Int
  /// Counters of a segment.
  let width: Int
  private let slotCount: Int
  private(set) var segmentCount = 0
  private var capacity = 0
  private(set) var table = UnsafeMutablePointer<Int>.allocate(capacity: 1)

  init(_ plan: CountingPlan) {
    phonesPerLicense = plan.phonesPerLicense
    slotCount = plan.slots.count
    width = plan.slots.count + 1 + 3 * Self.classCount
  }

  deinit { table.deallocate() }

  /// All zero, for so many segments.
  func reset(segmentCount: Int) {
    self.segmentCount = segmentCount
    if segmentCount * width > capacity {
      table.deallocate()
      capacity = segmentCount * width
      table = .allocate(capacity: capacity)
    }
    table.update(repeating: 0, count: segmentCount * width)
  }

  func slot(_ slot: Int, segment: Int) -> UnsafeMutablePointer<Int> {
    table + segment * width + slot
  }

  func additional(segment: Int) -> UnsafeMutablePointer<Int> { slot(slotCount, segment: segment) }

  func owned(_ deviceClass: Int, segment: Int) -> UnsafeMutablePointer<Int> {
    slot(slotCount + 1 + deviceClass, segment: segment)
  }

  func standalone(_ deviceClass: Int, segment: Int) -> UnsafeMutablePointer<Int> {
    slot(slotCount + 1 + Self.classCount + deviceClass, segment: segment)
  }

  func surplus(_ deviceClass: Int, segment: Int) -> UnsafeMutablePointer<Int> {
    slot(slotCount + 1 + 2 * Self.classCount + deviceClass, segment: segment)
  }

  /// Device rows of every class in one row of counters.
  static func deviceCounts(
    ofRow row: ArraySlice<Int>
  ) -> (owned: Int, standalone: Int, surplus: Int) {
    let surplus = row.suffix(classCount)
    let standalone = row.dropLast(classCount).suffix(classCount)
    let owned = row.dropLast(2 * classCount).suffix(classCount)
    return (owned.reduce(0, +), standalone.reduce(0, +), surplus.reduce(0, +))
  }

  /// Whether a row has surplus devices of a class that repeat no owned ones.
  static func hasLooseSurplus(inRow row: ArraySlice<Int>) -> Bool {
    let owned = row.dropLast(2 * classCount).suffix(classCount)
    return zip(owned, row.suffix(classCount)).contains { owned, surplus in surplus > owned }
  }

  /// Adds one row of counters, laid out like a segment's, to a customer.
  static func add(
    _ row: UnsafePointer<Int>, to counts: inout CustomerCounts, _ plan: CountingPlan
  ) {
    for (slot, meaning) in plan.slots.enumerated() {
      let value = row[slot]
      switch meaning {
      case .column(let column): counts.columns[column] += value
      case .users: counts.users += value
      case .unclassifiedUsers: counts.unclassifiedUsers += value
      case .unclassifiedAccounts: counts.unclassifiedAccounts += value
      case .usersOverLicense: counts.usersOverLicense += value
      case .additionalLicense: counts.additionalLicenses += value
      }
    }
    let rest = row + plan.slots.count
    counts.additionalLicenses += rest[0]
    for deviceClass in 0..<classCount {
      let owned = rest[1 + deviceClass]
      let surplus = rest[1 + 2 * classCount + deviceClass]
      counts.assignedDevices[deviceClass] += owned - surplus
      counts.standaloneDevices[deviceClass] += rest[1 + classCount + deviceClass]
    }
    for (column, deviceClass) in plan.standaloneColumns {
      counts.columns[column] += rest[1 + classCount + Int(deviceClass.rawValue)]
    }
  }
}
