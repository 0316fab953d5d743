import Auditing
import Foundation
import GRDB
import Report
import TestSupport
import Testing

@testable import History

/// Stores of every version that was released open as the present one.
@Suite struct MigrationTests {
  /// A store of version 1, from SQL that was written by hand (see Tests/Golden/history).
  private func storeOfVersion1(_ workdir: Workdir) throws -> String {
    let path = workdir.path("history.sqlite")
    let sql = String(decoding: try Repository.bytes("Tests/Golden/history/v1.sql"), as: UTF8.self)
    try DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: sql) }
    return path
  }

  @Test func version1BecomesThePresentOne() throws {
    let workdir = try Workdir()
    let path = try storeOfVersion1(workdir)
    let store = try HistoryStore(path)
    let content = try store.audit("2026-05-31")
    #expect(content.table.totals == [13, 4, 1])
    #expect(content.audit.provider == "Larkspur")
    let flags = try DatabaseQueue(path: path).read {
      try Int.fetchAll($0, sql: "SELECT isSetting FROM totals WHERE auditID = 7 ORDER BY position")
    }
    #expect(flags == [0, 0, 1])
    #expect(content.licenses == nil)
    // And it goes on with it.
    guard case .added(let audit) = try store.add([try HandmadeReport().file(workdir)]).added[0]
    else {
      Issue.record("not added")
      return
    }
    #expect(audit.id == 8)
  }

  /// The tables are the same, whether they grew or were made at once.
  @Test func migratedTablesAreThoseOfANewStore() throws {
    let workdir = try Workdir()
    let old = try storeOfVersion1(workdir)
    _ = try HistoryStore(old)
    let new = workdir.path("new.sqlite")
    _ = try HistoryStore(new, isCreating: true)
    let columns = { (path: String) in
      try DatabaseQueue(path: path).read { db in
        try ["audits", "facts", "totals", "customers", "licenses"].map { table in
          try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").map(\.description)
        }
      }
    }
    #expect(try columns(old) == columns(new))
  }

  @Test func aStoreOfANewerVersionIsRefused() throws {
    let workdir = try Workdir()
    let path = workdir.path("history.sqlite")
    _ = try HistoryStore(path, isCreating: true)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('v4')")
    }
    let refusal = failure { _ = try HistoryStore(path) }
    #expect(refusal?.status == .malformed)
    #expect(refusal?.message.contains("newer") == true)
  }
}
