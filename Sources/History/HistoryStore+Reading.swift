package import Auditing
internal import CensusModel
internal import Files
internal import GRDB
internal import Report

extension HistoryStore {
  /// Audits by provider, host and time.
  package func audits(_ selection: AuditSelection) throws(Failure) -> [StoredAudit] {
    try reading { db in try self.audits(db, selection) }
  }

  /// The one audit of a number, a month, a day or a minute, or the latest one.
  ///
  /// - Throws: a failure (64) where there is none, or where there are several.
  package func audit(
    _ wanted: String, _ selection: AuditSelection = AuditSelection()
  ) throws(Failure) -> AuditContent {
    try reading { db in
      let found = Self.named(wanted, try self.audits(db, selection))
      guard let audit = found.first else {
        throw Failure(
          .usage, "the history has no audit \(wanted)", remedy: .listHistory)
      }
      if found.count > 1 {
        throw Failure(
          .usage, "there are \(found.count) audits of \(wanted)",
          hint: "name one: \(found.map { String($0.id) }.joined(separator: ", "))")
      }
      return try self.content(of: audit, db)
    }
  }

  private static func named(_ wanted: String, _ audits: [StoredAudit]) -> [StoredAudit] {
    if wanted == "latest" {
      let newest = audits.map(\.dateTime).max()
      return audits.filter { $0.dateTime == newest }
    }
    if !wanted.isEmpty, wanted.utf8.allSatisfy({ (48...57).contains($0) }) {
      return audits.filter { String($0.id) == wanted }
    }
    let isPart = [Self.monthByteCount, Self.dayByteCount].contains(wanted.utf8.count)
    return audits.filter { $0.dateTime == wanted || (isPart && $0.dateTime.hasPrefix(wanted)) }
  }

  private static let monthByteCount = "YYYY-MM".utf8.count
  private static let dayByteCount = "YYYY-MM-DD".utf8.count

  /// Every audit with its content, one after another, as of one moment.
  func forEachContent(
    _ selection: AuditSelection, _ body: (AuditContent) throws -> Void
  ) throws(Failure) {
    try reading { db in
      for audit in try self.audits(db, selection) { try body(self.content(of: audit, db)) }
    }
  }

  private func audits(_ db: Database, _ selection: AuditSelection) throws -> [StoredAudit] {
    try audits(db, where: "true", []).filter { audit in
      (selection.provider.map { $0.isExactly(audit.provider) } ?? true)
        && (selection.host.map { $0.isExactly(audit.host) } ?? true)
    }
  }

  func audits(
    _ db: Database, where condition: String, _ arguments: StatementArguments
  ) throws -> [StoredAudit] {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT * FROM audits WHERE \(condition) ORDER BY provider, host, dateTime",
      arguments: arguments)
    return try rows.map { row in
      StoredAudit(
        id: try row.value("id", as: Int.self), provider: try row.value("provider", as: String.self),
        host: try row.value("host", as: String.self),
        dateTime: try row.value("dateTime", as: String.self),
        sha256: try row.value("sha256", as: String.self),
        byteCount: try row.value("byteCount", as: Int.self),
        customerCount: try row.value("customerCount", as: Int.self))
    }
  }

  /// Reads an audit, and makes sure that it is what was added: the report made of it anew has the
  /// SHA-256 that it had, and the totals are the sums of the customers.
  private func content(of audit: StoredAudit, _ db: Database) throws -> AuditContent {
    func rows(_ sql: String) throws -> [Row] {
      try Row.fetchAll(db, sql: sql, arguments: [audit.id])
    }
    let head = ReportHead(
      lines: try rows("SELECT key, value FROM facts WHERE auditID = ? ORDER BY position").map {
        ReportHead.Line(
          key: try $0.value("key", as: String.self), value: try $0.value("value", as: String.self))
      })
    let totals = try rows(
      "SELECT title, total, isSetting FROM totals WHERE auditID = ? ORDER BY position")
    let titles = try totals.map { try $0.value("title", as: String.self) }
    let customers = try rows("SELECT pkid, fields FROM customers WHERE auditID = ? ORDER BY pkid")
    let table = try ReportTable(
      titles: titles, rows: try customers.map { try self.row(of: $0, titles.count, audit) })
    let digest = try rows("SELECT contentSHA256 FROM audits WHERE id = ?").first?
      .value("contentSHA256", as: String.self)
    guard digest == FileDigest.hexadecimal(of: table.csv(head: head)),
      try totals.map({ try $0.value("total", as: Int.self) }) == table.totals,
      try totals.map({ try $0.value("isSetting", as: Bool.self) }) == table.settings,
      audit.customerCount == table.rows.count, head[.providerName] == audit.provider,
      head[.hostname] == audit.host, head[.dateTime] == audit.dateTime
    else { throw damage(audit) }
    let stored = try StoredLicenses.read(of: table, audit.id, db)
    guard stored.isSound else { throw damage(audit) }
    return AuditContent(audit: audit, head: head, table: table, licenses: stored.licenses)
  }

  private func row(
    of row: Row, _ count: Int, _ audit: StoredAudit
  ) throws -> ReportTable.Row {
    let fields = try row.value("fields", as: String.self)
      .split(separator: ",", omittingEmptySubsequences: false)
      .map { ReportTable.Field(parsing: String($0)) }
    guard fields.count == count, !fields.contains(nil) else { throw damage(audit) }
    return ReportTable.Row(
      pkid: try row.value("pkid", as: String.self), fields: fields.compactMap(\.self))
  }

  private func damage(_ audit: StoredAudit) -> Failure {
    Failure(
      .corrupt, "\(path): \(audit.name), is not what was added; the history is damaged",
      hint: "remove that audit and add its report again")
  }
}
