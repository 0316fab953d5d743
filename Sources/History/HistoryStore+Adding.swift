package import Auditing
internal import CensusModel
internal import Files
internal import GRDB
internal import Report

/// The fate of a report.
package enum AddedAudit: Equatable, Sendable {
  /// It is a new audit.
  case added(StoredAudit)
  /// The very same report was there.
  case present(StoredAudit)
  /// The very same report was there without licences, which were added.
  case completed(StoredAudit)
  /// It replaces another report of the same provider, host and time.
  case replaced(StoredAudit)
  /// It is older than what is kept; the first moment that is.
  case tooOld(path: String, begin: String)
}

extension HistoryStore {
  /// Adds reports, all or none, and drops what is older than is kept.
  ///
  /// - Parameter keep: how long audits are kept from now on; nil for what was said last.
  /// - Returns: what became of each, and the audits dropped.
  /// - Throws: a failure: as `ReportFile`, or another report of the same provider, host and time is
  ///   there, or all audits before would be dropped (65).
  package func add(
    _ reports: [ReportFile], isReplacing: Bool = false, keep: Retention? = nil
  ) throws(Failure) -> (added: [AddedAudit], dropped: [StoredAudit]) {
    var entries: [(report: ReportFile, head: ReportHead)] = []
    for report in reports { entries.append((report, try report.anonymousHead())) }
    return try writing { db in
      var added: [AddedAudit] = []
      for entry in entries {
        added.append(
          try self.add(entry.report, entry.head, isReplacing: isReplacing, db))
      }
      if let keep { try db.execute(sql: "PRAGMA user_version = \(keep.stored)") }
      let dropped = try self.drop(self.retention(db), db)
      // What was added and dropped again is reported as such, once.
      added = added.enumerated().map { index, audit in
        guard let new = audit.isNew, let old = dropped.first(where: { $0.audit == new }) else {
          return audit
        }
        return .tooOld(path: reports[index].path, begin: old.begin)
      }
      let isNew = Set(
        added.indices.compactMap { index -> String? in
          if case .tooOld = added[index] { reports[index].sha256 } else { nil }
        })
      let old = dropped.map(\.audit).filter { !isNew.contains($0.sha256) }
      try self.checkThatSomeAreLeft(entries.map(\.report.sha256), old, db)
      return (added, old)
    }
  }

  /// One wrong date must not empty a history: somebody has to say so.
  private func checkThatSomeAreLeft(
    _ added: [String], _ dropped: [StoredAudit], _ db: Database
  ) throws {
    for audit in dropped {
      let left = try audits(
        db, where: "provider = ? AND host = ?", [audit.provider, audit.host])
      guard left.allSatisfy({ added.contains($0.sha256) }) else { continue }
      throw Failure(
        .malformed,
        "all audits of \(audit.provider) on \(audit.host) before \(left.last?.dateTime ?? "") are "
          + "older than is kept, and would be dropped",
        remedy: .keepAllAudits)
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
      if existing.sha256 == sha256 { return try complete(existing, report, db) }
      guard isReplacing else {
        throw Failure(
          .malformed, "\(report.path): another report is there as \(existing.name)",
          remedy: .replaceAudit)
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
    if let licenses = report.breakdown?.licenses {
      try StoredLicenses.insert(licenses, of: report.table, id, db)
    }
    let audit = StoredAudit(
      id: id, provider: provider, host: host, dateTime: dateTime, sha256: sha256,
      byteCount: report.bytes.count, customerCount: report.table.rows.count)
    return existing == nil ? .added(audit) : .replaced(audit)
  }

  /// Adds the licences to an audit that was added without its breakdown.
  ///
  /// - Throws: a failure where the breakdown has other licences than that which was added.
  private func complete(
    _ audit: StoredAudit, _ report: ReportFile, _ db: Database
  ) throws -> AddedAudit {
    guard let licenses = report.breakdown?.licenses else { return .present(audit) }
    let known = try String.fetchOne(
      db, sql: "SELECT licensesSHA256 FROM audits WHERE id = ?", arguments: [audit.id])
    guard let known else {
      try StoredLicenses.insert(licenses, of: report.table, audit.id, db)
      return .completed(audit)
    }
    guard known == StoredLicenses.sha256(licenses, of: report.table) else {
      throw Failure(
        .malformed,
        "\(report.path): the same report is there with other licences, as \(audit.name)",
        hint: "which breakdown is right? remove that audit to add this one")
    }
    return .present(audit)
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
  ///
  /// - Parameter keep: nil for what was said last when audits were added.
  package func prune(keep: Retention? = nil) throws(Failure) -> [StoredAudit] {
    try writing { db in try self.drop(keep ?? self.retention(db), db).map(\.audit) }
  }

  /// How long audits are kept, as it was said last.
  private func retention(_ db: Database) throws -> Retention {
    Retention(stored: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0)
  }

  /// Removes one audit.
  package func remove(_ id: Int) throws(Failure) -> StoredAudit {
    try writing { db in
      guard let audit = try self.audits(db, where: "id = ?", [id]).first else {
        throw Failure(.usage, "the history has no audit \(id)", remedy: .listHistory)
      }
      try db.execute(sql: "DELETE FROM audits WHERE id = ?", arguments: [id])
      return audit
    }
  }

  /// Drops what is older than is kept, counted back from the newest audit of each provider and host.
  ///
  /// - Returns: each with the first moment that is kept.
  private func drop(
    _ keep: Retention, _ db: Database
  ) throws -> [(audit: StoredAudit, begin: String)] {
    var dropped: [(StoredAudit, String)] = []
    let newest = try Row.fetchAll(
      db, sql: "SELECT provider, host, max(dateTime) AS newest FROM audits GROUP BY provider, host")
    for row in newest {
      guard let begin = keep.begin(before: try row.value("newest", as: String.self)) else {
        continue
      }
      let condition = "provider = ? AND host = ? AND dateTime < ?"
      let arguments: StatementArguments = [
        try row.value("provider", as: String.self), try row.value("host", as: String.self), begin,
      ]
      dropped += try audits(db, where: condition, arguments).map { ($0, begin) }
      try db.execute(sql: "DELETE FROM audits WHERE \(condition)", arguments: arguments)
    }
    return dropped
  }
}

extension AddedAudit {
  /// The audit, if it was not there before.
  fileprivate var isNew: StoredAudit? {
    switch self {
    case .added(let audit), .replaced(let audit): audit
    case .present, .completed, .tooOld: nil
    }
  }
}
