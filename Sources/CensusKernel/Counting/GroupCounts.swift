internal import CensusModel
internal import CensusRules

/// How the counters of one customer are laid out in a row.
///
/// ```
/// slots of the plan | 0 to a whole batch | additional licences | persons | owned × 6 | standalone × 6 | surplus × 6
/// ```
struct RowLayout {
  private static let classCount = 6
  private static let nowhere = -1

  private let slotCount: Int
  /// The place of each column's count; `nowhere` for columns that are not counted here.
  private var columns: [Int]
  private var users = 0
  private var unclassifiedUsers = 0
  private var unclassifiedAccounts = 0
  private var usersOverLicense = 0
  /// nil where the licensed persons are the users.
  private var licensedPersons: Int?
  /// The slots whose sum is the additional licences.
  private var licenses: [Int] = []

  init(_ plan: CountingPlan) {
    let batch = PortableLoops.countBatch
    slotCount = (plan.slots.count + batch - 1) / batch * batch
    columns = [Int](repeating: Self.nowhere, count: plan.columnCount)
    licenses = [additional]
    for (slot, meaning) in plan.slots.enumerated() {
      switch meaning {
      case .column(let column): columns[column] = slot
      case .users: users = slot
      case .unclassifiedUsers: unclassifiedUsers = slot
      case .unclassifiedAccounts: unclassifiedAccounts = slot
      case .usersOverLicense: usersOverLicense = slot
      case .licensedPersons: licensedPersons = slot
      case .additionalLicense: licenses.append(slot)
      }
    }
    for (column, deviceClass) in plan.standaloneColumns {
      columns[column] = standalone + Int(deviceClass.rawValue)
    }
  }

  /// Counters of a row.
  var width: Int { slotCount + 2 + 3 * Self.classCount }
  var additional: Int { slotCount }
  var persons: Int { slotCount + 1 }
  /// The first of the counters by device class; index from here is `DeviceClass.rawValue`.
  var owned: Int { slotCount + 2 }
  var standalone: Int { owned + Self.classCount }
  var surplus: Int { standalone + Self.classCount }

  /// Rows of devices of every class, in the part of a row that begins at `start`.
  func deviceCount(_ row: UnsafePointer<Int64>, from start: Int) -> Int {
    (start..<start + Self.classCount).reduce(0) { unsafe $0 + Int(row[$1]) }
  }

  /// True if a class has more surplus rows than rows of persons that they could repeat.
  func hasLooseSurplus(_ row: UnsafePointer<Int64>) -> Bool {
    (0..<Self.classCount).contains { unsafe row[surplus + $0] > row[owned + $0] }
  }

  /// A row as what it says of a customer.
  func counts(_ row: UnsafePointer<Int64>) -> CustomerCounts {
    var counts = unsafe CustomerCounts(
      columns: [Int](unsafeUninitializedCapacity: columns.count) { target, count in
        for (column, place) in columns.enumerated() {
          unsafe (target.baseAddress! + column).initialize(
            to: place == Self.nowhere ? 0 : Int(row[place]))
        }
        count = columns.count
      })
    counts.persons = unsafe Int(row[persons])
    counts.users = unsafe Int(row[users])
    counts.unclassifiedUsers = unsafe Int(row[unclassifiedUsers])
    counts.unclassifiedAccounts = unsafe Int(row[unclassifiedAccounts])
    counts.usersOverLicense = unsafe Int(row[usersOverLicense])
    counts.licensedPersons = unsafe Int(row[licensedPersons ?? users])
    for place in licenses { unsafe counts.additionalLicenses += Int(row[place]) }
    counts.assignedDevices = DeviceCounts { unsafe Int(row[owned + $0] - row[surplus + $0]) }
    counts.standaloneDevices = DeviceCounts { unsafe Int(row[standalone + $0]) }
    return counts
  }
}

/// The counters of one group, a row for each segment.
@safe final class GroupCounts {
  let layout: RowLayout
  let formula: LicenseFormula
  let licensed: Expression
  /// Counters from one row to the next: a multiple of a cache line's, so that batches of counts are
  /// added to one line each.
  private let stride: Int
  private var rows: UnsafeMutablePointer<Int64>
  private var capacity = 0

  init(_ plan: CountingPlan) {
    layout = RowLayout(plan)
    formula = plan.formula
    licensed = plan.licensed
    stride = (layout.width + 7) / 8 * 8
    unsafe rows = unsafe Self.allocate(0)
  }

  deinit { unsafe rows.deallocate() }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Int64> {
    unsafe UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Int64>.stride, alignment: 64
    ).assumingMemoryBound(to: Int64.self)
  }

  /// Begins a group with so many segments: all counters are 0.
  func begin(segmentCount: Int) {
    let count = segmentCount * stride
    if count > capacity {
      unsafe rows.deallocate()
      unsafe rows = unsafe Self.allocate(count)
      capacity = count
    }
    unsafe rows.update(repeating: 0, count: count)
  }

  /// The counters of a segment.
  func row(_ segment: Int) -> UnsafeMutablePointer<Int64> { unsafe rows + segment * stride }
}
