internal import CensusModel

/// Persons and device rows of all groups together, to be compared with the directory.
struct GroupTotals {
  /// Device rows, one number per `RowKind`.
  struct Rows {
    private var counts = SIMD4<Int>()

    subscript(kind: DecodedGroup.RowKind) -> Int {
      get { counts[kind.rawValue] }
      set { counts[kind.rawValue] = newValue }
    }

    /// Distinct phones: a phone with *n* owners has *n* owned and *n*−1 surplus rows.
    var phoneCount: Int { self[.owned] + self[.standalone] - self[.surplus] }

    /// True if each surplus row repeats a phone that has a row of its own, too.
    var isPlausible: Bool { self[.surplus] == 0 || self[.surplus] < self[.owned] }

    mutating func add(_ other: Rows) { counts &+= other.counts }
  }

  private struct Key: Hashable {
    var customer: Int
    var type: UInt16
  }

  /// The first and the last customer of each group.
  private var ranges: [(group: Int, customers: ClosedRange<Int>)] = []
  private var persons: [Int: Int] = [:]
  private var rows: [Key: Rows] = [:]

  /// Nothing yet.
  init() {}

  /// The contents of one group.
  init(_ group: DecodedGroup, index: Int) {
    if let first = group.segments.first, let last = group.segments.last {
      ranges = [(index, first.customer...last.customer)]
    }
    for segment in group.segments { persons[segment.customer, default: 0] += segment.personCount }
    // Neighbouring rows are mostly alike: a run of them is one look-up.
    var run: (segment: Int, type: UInt16, kind: DecodedGroup.RowKind, count: Int)?
    func close() {
      guard let run else { return }
      let key = Key(customer: group.segments[run.segment].customer, type: run.type)
      rows[key, default: Rows()][run.kind] += run.count
    }
    group.forEachRow { segment, type, kind in
      if let last = run, last.segment == segment, last.type == type, last.kind == kind {
        run?.count += 1
      } else {
        close()
        run = (segment, type, kind, 1)
      }
    }
    close()
  }

  /// Adds what other groups hold.
  mutating func add(_ other: GroupTotals) {
    ranges += other.ranges
    persons.merge(other.persons, uniquingKeysWith: +)
    for (key, more) in other.rows { rows[key, default: Rows()].add(more) }
  }

  /// The first thing that groups and directory do not agree on, in words.
  func contradiction(with footer: Footer) -> String? {
    let inOrder = ranges.sorted { $0.group < $1.group }
    for (one, next) in zip(inOrder, inOrder.dropFirst())
    where next.customers.lowerBound < one.customers.upperBound {
      return "group \(next.group): its customers overlap with those of another group"
    }
    var ofCustomer = [Rows](repeating: Rows(), count: footer.customers.count)
    var ofType = [Rows](repeating: Rows(), count: footer.deviceTypes.count)
    var implausible: Int?
    for (key, rows) in rows {
      ofCustomer[key.customer].add(rows)
      ofType[Int(key.type)].add(rows)
      if !rows.isPlausible { implausible = min(key.customer, implausible ?? key.customer) }
    }
    for (index, customer) in footer.customers.enumerated() {
      let rows = ofCustomer[index]
      guard persons[index, default: 0] == customer.personCount,
        rows[.owned] == customer.deviceCount, rows[.standalone] == customer.standaloneCount,
        rows[.surplus] == customer.surplusCount
      else {
        return "the groups hold other persons or devices of customer \(customer.pkid) than the "
          + "directory says"
      }
    }
    if let implausible {
      return "surplus rows of customer \(footer.customers[implausible].pkid) repeat no phone"
    }
    for (index, type) in footer.deviceTypes.enumerated()
    where ofType[index].phoneCount != type.phoneCount {
      return "the groups hold \(ofType[index].phoneCount) phones of device type \(index), the "
        + "directory says \(type.phoneCount)"
    }
    return nil
  }
}
