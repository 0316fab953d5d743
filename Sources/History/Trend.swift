package import Auditing
internal import CensusModel
internal import Report
internal import TextOutput

/// How a column changed from audit to audit of one provider and host.
package struct Trend: Equatable, Sendable {
  /// One audit.
  package struct Point: Equatable, Sendable {
    /// `YYYY-MM-DD HH:MM`, UTC.
    package var dateTime: String
    /// The total, or the customer's count; a setting counts 1 for `Y`.
    package var count: Int
  }

  package var provider: String
  package var host: String
  /// The column's title.
  package var column: String
  /// The one customer looked at; nil for all together.
  package var customer: String?
  /// By time. An audit without the column or the customer has none.
  package var points: [Point]
}

/// Which trends are wanted.
package struct TrendRequest: Sendable {
  /// The titles of columns; all without.
  package var columns: [String]?
  /// The PKID of one customer.
  package var customer: String?
  package var selection = AuditSelection()

  package init() {}
}

extension HistoryStore {
  /// The trends of columns, by provider, host and column.
  ///
  /// - Returns: the trends, and warnings of audits that lack a column.
  /// - Throws: a failure, also (64) where no audit has a column or the customer.
  package func trends(
    _ request: TrendRequest
  ) throws(Failure) -> (trends: [Trend], warnings: [String]) {
    var collected = TrendCollector(request)
    try forEachContent(request.selection) { collected.add($0) }
    try collected.check()
    return (collected.trends, collected.warnings)
  }
}

private struct TrendCollector {
  private(set) var trends: [Trend] = []
  private(set) var warnings: [String] = []
  private let request: TrendRequest
  private var hasAudit = false
  private var hasCustomer = false
  private var titlesFound: Set<String> = []
  private var titles: Set<String> = []

  init(_ request: TrendRequest) { self.request = request }

  mutating func add(_ content: AuditContent) {
    hasAudit = true
    let table = content.wholeTable
    titles.formUnion(table.titles)
    let row = request.customer.flatMap { wanted in
      table.rows.first { $0.pkid.isSamePKID(as: wanted) }
    }
    if row != nil { hasCustomer = true }
    let counts = row.map { $0.fields.map(\.number) } ?? table.totals
    for title in request.columns ?? table.titles {
      let wanted = Folding.product(title)
      let index = table.titles.firstIndex { Folding.product($0) == wanted }
      guard let index else {
        warnings.append("\(content.audit.name), has no column \"\(title)\"")
        continue
      }
      titlesFound.insert(wanted)
      if request.customer != nil, row == nil { continue }
      add(counts[index], table.titles[index], content.audit)
    }
  }

  private mutating func add(_ count: Int, _ title: String, _ audit: StoredAudit) {
    let point = Trend.Point(dateTime: audit.dateTime, count: count)
    let wanted = Folding.product(title)
    let index = trends.lastIndex {
      $0.provider.isExactly(audit.provider) && $0.host.isExactly(audit.host)
        && Folding.product($0.column) == wanted
    }
    if let index {
      trends[index].points.append(point)
    } else {
      trends.append(
        Trend(
          provider: audit.provider, host: audit.host, column: title, customer: request.customer,
          points: [point]))
    }
  }

  func check() throws(Failure) {
    guard hasAudit else {
      throw Failure(.usage, "no audit of that kind is there", remedy: .listHistory)
    }
    for title in request.columns ?? [] where !titlesFound.contains(Folding.product(title)) {
      throw Failure(
        .usage, "no audit has a column named \"\(title)\"",
        hint: CloseNames.question(title, among: titles)
          ?? "trends of all columns show the titles")
    }
    if let customer = request.customer, !hasCustomer {
      throw Failure(.usage, "no audit has the customer \(customer)", remedy: .listHistory)
    }
  }
}
