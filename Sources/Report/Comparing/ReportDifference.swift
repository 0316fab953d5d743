internal import CensusModel

/// The differences of two audits: customers gone and new, and columns that changed, by customer.
public struct ReportDifference: Equatable, Sendable {
  /// One column of one customer.
  public struct Change: Equatable, Sendable {
    /// Index into `titles`.
    public var column: Int
    /// The value before; nil for a new customer, or column.
    public var before: ReportTable.Field?
    /// The value after; nil for a customer, or column, that is gone.
    public var after: ReportTable.Field?

    /// By how much a count changed.
    public var step: Int { (after?.number ?? 0) - (before?.number ?? 0) }
  }

  /// Where a customer occurs.
  public enum Status: String, Sendable {
    /// In both audits, with other numbers.
    case changed
    /// In the second only.
    case new
    /// In the first only.
    case gone
  }

  /// A customer who is not the same in both.
  public struct Customer: Equatable, Sendable {
    /// 24 hexadecimal digits.
    public var pkid: String
    /// Where they occur.
    public var status: Status
    /// Columns that differ; of customers gone and new those that are not 0 or `N`.
    public var changes: [Change]
  }

  /// The sum of a column over all customers, of a setting the number of `Y`.
  public struct Total: Equatable, Sendable {
    /// The column's title.
    public var title: String
    /// In the first audit.
    public var before: Int
    /// In the second.
    public var after: Int
  }

  /// Titles of the columns that are compared: those that both have, in the order of the first.
  public let titles: [String]
  /// Titles of columns that only the first or only the second has.
  public let unmatched: (before: [String], after: [String])
  /// How many customers each audit has.
  public let customerCounts: (before: Int, after: Int)
  /// One for each title.
  public let totals: [Total]
  /// In ascending byte order of their PKIDs.
  public let customers: [Customer]

  /// True if there is nothing to tell: all columns of all customers are the same.
  public var isEmpty: Bool {
    customers.isEmpty && unmatched.before.isEmpty && unmatched.after.isEmpty
  }

  /// Compares two audits, column by column of one title.
  ///
  /// - Parameter isWhole: whether columns that only one of them has are among `titles`, too, those of
  ///   the second after all others, and are compared with nothing.
  public init(from before: ReportTable, to after: ReportTable, isWhole: Bool = false) {
    let all = Self.places(before.titles, after.titles)
    let columns = all.filter { isWhole || $0.before != nil && $0.after != nil }
    titles = columns.map { $0.before.map { before.titles[$0] } ?? after.titles[$0.after!] }
    unmatched = (
      all.filter { $0.after == nil }.map { before.titles[$0.before!] },
      all.filter { $0.before == nil }.map { after.titles[$0.after!] }
    )
    customerCounts = (before.rows.count, after.rows.count)
    totals = zip(titles, columns).map { title, column in
      Total(
        title: title, before: before.sum(ofColumn: column.before),
        after: after.sum(ofColumn: column.after))
    }
    customers = Self.customers(before.rows, after.rows, columns)
  }

  /// Where each title stands; nil where it does not.
  private typealias Place = (before: Int?, after: Int?)

  private static func places(_ before: [String], _ after: [String]) -> [Place] {
    let places = Dictionary(uniqueKeysWithValues: zip(after, after.indices))
    let known = Set(before)
    return before.enumerated().map { ($0, places[$1]) }
      + after.indices.filter { !known.contains(after[$0]) }.map { (nil, $0) }
  }

  /// Both in the order of their PKIDs as numbers, so that one pass finds which are where.
  private static func customers(
    _ before: [ReportTable.Row], _ after: [ReportTable.Row],
    _ columns: [Place]
  ) -> [Customer] {
    let (before, after) = (ordered(before), ordered(after))
    var customers: [Customer] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      let old = left < before.count ? before[left] : nil
      let new = right < after.count ? after[right] : nil
      let isGone = new.map { next in old.map { $0.key.precedesExactly(next.key) } ?? false } ?? true
      let isNew = old.map { next in new.map { $0.key.precedesExactly(next.key) } ?? false } ?? true
      let changes = columns.enumerated().compactMap { index, column -> Change? in
        let change = Change(
          column: index, before: isNew ? nil : column.before.flatMap { old?.row.fields[$0] },
          after: isGone ? nil : column.after.flatMap { new?.row.fields[$0] })
        return change.isOne ? change : nil
      }
      if isGone, let old {
        customers.append(Customer(pkid: old.row.pkid, status: .gone, changes: changes))
      } else if isNew, let new {
        customers.append(Customer(pkid: new.row.pkid, status: .new, changes: changes))
      } else if let new, !changes.isEmpty {
        customers.append(Customer(pkid: new.row.pkid, status: .changed, changes: changes))
      }
      if !isNew { left += 1 }
      if !isGone { right += 1 }
    }
    return customers.sorted { $0.pkid.precedesExactly($1.pkid) }
  }

  private static func ordered(
    _ rows: [ReportTable.Row]
  ) -> [(key: String, row: ReportTable.Row)] {
    rows.map { (key: $0.pkid.pkidKey, row: $0) }.sorted { $0.key.precedesExactly($1.key) }
  }

  /// True if both say the same.
  public static func == (left: ReportDifference, right: ReportDifference) -> Bool {
    left.titles == right.titles && left.unmatched == right.unmatched
      && left.customerCounts == right.customerCounts && left.totals == right.totals
      && left.customers == right.customers
  }
}

extension ReportDifference.Change {
  /// True if the column differs: for one side only, whether it holds anything.
  fileprivate var isOne: Bool {
    if before != nil, after != nil { return before != after }
    return step != 0
  }
}
