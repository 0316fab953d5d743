package import Auditing
internal import CensusModel
internal import Files
internal import GRDB
internal import Report

/// What became of a report.
package enum AddedAudit: Equatable, Sendable {
  /// It is a new audit.
  case added(StoredAudit)
  /// The very same report was there.
  case present(StoredAudit)
  /// It stands in the place of another report of the same provider, host and time.
  case replaced(StoredAudit)
  /// It is older than what is kept; the first moment that is.
  case tooOld(path: String, begin: String)
}

extension HistoryStore {
  /// Adds reports, all or none, and drops what is older than is kept.
  ///
  /// - Returns: what became of each, and the audits dropped.
  /// - Throws: a failure: as `ReportFile`, or another report of the same provider, host and time is
  ///   there (65).
  package func add(
    _ reports: [ReportFile], isReplacing: Bool = false, keep: Retention = .standard
  ) throws(Failure) -> (added: [AddedAudit], dropped: [StoredAudit]) {
    var entries: [(report: ReportFile, head: ReportHead)] = []
    for report in reports { entries.append((report, try report.anonymousHead())) }
    return try writing { db in
      var added: [AddedAudit] = []
      for entry in entries {
        added.append(
          try self.add(entry.report, entry.head, isReplacing: isReplacing, db))
      }
      let dropped = try self.drop(keep, db)
      // What was added and dropped again is told as such, once.
      added = added.enumerated().map { index, audit in
        guard case .added(let audit) = audit, let old = dropped.audits.first(where: { $0 == audit })
        else { return audit }
        return .tooOld(path: reports[index].path, begin: dropped.begin ?? old.dateTime)
      }
      let isNew = Set(
        added.indices.compactMap { index -> String? in
          if case .tooOld = added[index] { reports[index].sha256 } else { nil }
        })
      return (added, dropped.audits.filter { !isNew.contains($0.sha256) })
    }
  }

  private func add(
    _ report: ReportFile, _ head: ReportHead, isReplacing: Bool, _ db: Database
  ) throws -> AddedAudit {
    let sha256 = report.sha256
    let (provider, host) = (head[.providerName] ?? "", head[.hostname] ?? "")
    let dateTime = head[.dateTime] ?? ""
    let existing = try audits(
      db, where: "provider = ? AND host = ? AND dateTime = ?", [provider, host, dateTime]
    ).first
    if let existing {
      if existing.sha256 == sha256 { return .present(existing) }
      guard isReplacing else {
        throw Failure(
          .malformed, "\(report.path): another report is there as \(existing.name)",
          hint: "which one is right? --replace puts this one in its place")
      }
      try db.execute(sql: "DELETE FROM audits WHERE id = ?", arguments: [existing.id])
    }
    try db.execute(
      sql: """
        INSERT INTO audits
          (id, provider, host, dateTime, sha256, contentSHA256, byteCount, customerCount)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        existing?.id, provider, host, dateTime, sha256,
        FileDigest.hexadecimal(of: report.table.csv(head: head)), report.bytes.count,
        report.table.rows.count,
      ])
    let id = Int(db.lastInsertedRowID)
    try insert(report.table, head, id, db)
    let audit = StoredAudit(
      id: id, provider: provider, host: host, dateTime: dateTime, sha256: sha256,
      byteCount: report.bytes.count, customerCount: report.table.rows.count)
    return existing == nil ? .added(audit) : .replaced(audit)
  }

  private func insert(_ table: ReportTable, _ head: ReportHead, _ id: Int, _ db: Database) throws {
    for (position, line) in head.lines.enumerated() {
      try db.execute(
        sql: "INSERT INTO facts (auditID, position, key, value) VALUES (?, ?, ?, ?)",
        arguments: [id, position, line.key, line.value])
    }
    for (position, total) in table.totals.enumerated() {
      let isSetting = table.rows.first?.fields[position].isSetting ?? false
      try db.execute(
        sql: """
          INSERT INTO totals (auditID, position, title, total, isSetting) VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [id, position, table.titles[position], total, isSetting])
    }
    let insertion = try db.makeStatement(
      sql: "INSERT INTO customers (auditID, pkid, fields) VALUES (?, ?, ?)")
    for row in table.rows {
      try insertion.execute(
        arguments: [id, row.pkid, row.fields.map(\.description).joined(separator: ",")])
    }
  }

  // MARK: Dropping

  /// Drops audits that are older than is kept.
  package func prune(keep: Retention) throws(Failure) -> [StoredAudit] {
    try writing { db in try self.drop(keep, db).audits }
  }

  /// Removes one audit.
  package func remove(_ id: Int) throws(Failure) -> StoredAudit {
    try writing { db in
      guard let audit = try self.audits(db, where: "id = ?", [id]).first else {
        throw Failure(.usage, "there is no audit \(id)", hint: "ucensus history list shows them")
      }
      try db.execute(sql: "DELETE FROM audits WHERE id = ?", arguments: [id])
      return audit
    }
  }

  private func drop(
    _ keep: Retention, _ db: Database
  ) throws -> (audits: [StoredAudit], begin: String?) {
    guard let newest = try String.fetchOne(db, sql: "SELECT max(dateTime) FROM audits"),
      let begin = keep.begin(before: newest)
    else { return ([], nil) }
    let old = try audits(db, where: "dateTime < ?", [begin])
    try db.execute(sql: "DELETE FROM audits WHERE dateTime < ?", arguments: [begin])
    return (old, begin)
  }
}
