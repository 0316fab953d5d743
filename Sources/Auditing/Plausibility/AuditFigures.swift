internal import CensusModel
internal import Documents
internal import Report

/// A few numbers of an audit, by which it is compared with an earlier one. Numbers that the earlier
/// one does not have are not among them.
struct AuditFigures {
  /// One of the numbers.
  enum Figure: Hashable {
    /// UCM users.
    case subscribers
    case phones
    case userLicenses
    /// UCM users in the exclusive columns of the report: all that a report without its breakdown
    /// says of them.
    case usersInColumns
    /// UCM users in the columns of users with phones.
    case usersWithPhones
    /// Well-formed records of a model that the audit counts.
    case records(model: String)
  }

  private(set) var counts: [Figure: Int] = [:]

  /// Columns 2 to 6 of the report (AuditRules.md §1).
  private static let phoneColumns: Set<String> = [
    "One Phone & Spark (No VM & No WebEx)", "One Phone (No VM & No WebEx & No Spark)",
    "One Phone & VM (No WebEx)", "One Phone & WebEx", "Multiple Phones",
  ]

  /// Columns 2 to 6 and 8 to 17 of the report (AuditRules.md §1).
  private static let userColumns = phoneColumns.union([
    "UCM User (No Phone & No EM & No VM & No WebEx & No SNR & No Spark)",
    "SNR (No Phone & No EM & No VM & No WebEx & No Spark)", "VM (No Phone & No EM & No WebEx)",
    "WebEx (No Phone & No EM)", "Spark (No Phone & No EM & No SNR & No VM & No WebEx)",
    "EM & Spark (No Phone & No VM & No WebEx)",
    "EM (No Phone & No SNR & No VM & No WebEx & No Spark)",
    "EM & SNR (No Phone & No VM & No WebEx & No Spark)", "EM & VM (No Phone & No WebEx)",
    "EM & WebEx (No Phone)",
  ])

  private static let totals: [(figure: Figure, key: String, title: String)] = [
    (.subscribers, "subscribers", "UCM Users"), (.phones, "phones", "Phones"),
    (.userLicenses, "userLicenses", "User Licenses"),
  ]

  init() {}

  /// The numbers of an audit before its reports are written.
  ///
  /// - Parameter isWhole: true if all of its providers are reported; records are not known by
  ///   provider.
  init(of audit: AuditReports, isWhole: Bool) throws(Failure) {
    for index in audit.reports.indices {
      let summary = audit.summary(index)
      for total in Self.totals { add(summary.total(total.key) ?? 0, to: total.figure) }
    }
    let table = try mapping(Failure.init) { () throws(ReportError) in
      try ReportTable(audit.reports)
    }
    addColumns(zip(table.titles, table.totals).map { ($0, $1) })
    guard isWhole, let models = audit.models else { return }
    for (model, count) in models { add(count, to: .records(model: model)) }
  }

  /// The numbers of reports that were written earlier, each with the companions beside it.
  init(of reports: [AuditedReport]) {
    let provenances = reports.compactMap(\.provenance)
    if provenances.count == reports.count {
      for (index, provenance) in provenances.enumerated() {
        add(provenance: provenance, isFirst: index == 0)
      }
      return
    }
    for report in reports {
      addColumns(zip(report.table.titles, report.table.totals).map { ($0, $1) })
      guard let breakdown = report.breakdown else { continue }
      let sums = zip(breakdown.titles, breakdown.totals)
      for total in Self.totals {
        if let sum = sums.first(where: { $0.0 == total.title })?.1 { add(sum, to: total.figure) }
      }
    }
    // A number that some of the reports lack is not that of all of them.
    if reports.contains(where: { $0.breakdown == nil }) {
      for total in Self.totals { counts[total.figure] = nil }
    }
  }

  /// The numbers of a provenance.
  init(ofProvenance provenance: JSONNode) { add(provenance: provenance, isFirst: true) }

  /// The numbers of an entry of a history, in the JSON that a history shows.
  init(ofHistory entry: JSONNode) {
    addColumns(Self.columns(entry["columns"], count: "value"))
  }

  private mutating func add(provenance: JSONNode, isFirst: Bool) {
    guard let summary = provenance["summary"] else { return }
    for total in Self.totals {
      if let count = summary[total.key]?.wholeNumber { add(count, to: total.figure) }
    }
    addColumns(Self.columns(summary["columns"], count: "total"))
    // What belongs to the run is in the provenance of each of its reports.
    for found in [summary, isFirst ? provenance["run"] : nil].compactMap(\.self) {
      guard case .object(let models)? = found["models"]?.value else { continue }
      for model in models {
        if let count = model.node.wholeNumber { add(count, to: .records(model: model.key)) }
      }
    }
  }

  private static func columns(_ node: JSONNode?, count: String) -> [(title: String, count: Int)] {
    guard case .array(let columns)? = node?.value else { return [] }
    return columns.compactMap { column in
      guard let title = column["title"]?.string, let number = column[count]?.wholeNumber else {
        return nil
      }
      return (title, number)
    }
  }

  private mutating func addColumns(_ columns: [(title: String, count: Int)]) {
    for (figure, titles) in [
      (Figure.usersInColumns, Self.userColumns), (.usersWithPhones, Self.phoneColumns),
    ] {
      let users = columns.filter { titles.contains($0.title) }
      if !users.isEmpty { add(users.reduce(0) { $0 + $1.count }, to: figure) }
    }
  }

  private mutating func add(_ count: Int, to figure: Figure) {
    counts[figure, default: 0] += count
  }
}

extension AuditFigures.Figure {
  /// Its name in messages.
  var label: String {
    switch self {
    case .subscribers: "subscribers"
    case .phones: "phones"
    case .userLicenses: "user licences"
    case .usersInColumns: "users in columns"
    case .usersWithPhones: "users with phones"
    case .records(let model): "records of \(model)"
    }
  }

  /// True for the records of a model: a model that disappears is not plausible.
  var isModel: Bool { if case .records = self { true } else { false } }
}

extension JSONNode {
  /// A whole number; nil for anything else.
  fileprivate var wholeNumber: Int? {
    guard case .number(let text) = value else { return nil }
    return Int(text)
  }
}
