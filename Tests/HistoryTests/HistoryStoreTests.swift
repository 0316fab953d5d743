import Auditing
import Foundation
import GRDB
import Report
import TestSupport
import Testing

@testable import History

/// The store returns what was added, and nothing else.
@Suite struct HistoryStoreTests {
  @Test func anAuditComesBackAsItWas() throws {
    let workdir = try Workdir()
    let report = HandmadeReport()
    let file = try report.file(workdir)
    let store = try workdir.store()
    let added = try store.add([file]).added
    let audit = StoredAudit(
      id: 1, provider: "Larkspur", host: "uc.example", dateTime: "2026-06-30 12:00",
      sha256: file.sha256, byteCount: report.text.utf8.count, customerCount: 2)
    #expect(added == [.added(audit)])
    #expect(try store.audits(AuditSelection()) == [audit])
    for name in ["1", "2026-06-30", "2026-06-30 12:00"] {
      let content = try store.audit(name)
      #expect(content.audit == audit)
      #expect(content.table == file.table)
      #expect(content.table.totals == [13, 4, 1])
      #expect(content.table.csv(head: content.head) == Array(report.text.utf8))
    }
  }

  @Test func theSameReportTwiceIsOneAudit() throws {
    let workdir = try Workdir()
    let file = try HandmadeReport().file(workdir)
    let store = try workdir.store()
    guard case .added(let first) = try store.add([file]).added[0],
      case .present(let second) = try store.add([file]).added[0]
    else {
      Issue.record("not added, then present")
      return
    }
    #expect(first == second)
    #expect(try store.audits(AuditSelection()).count == 1)
  }

  @Test func anotherReportOfTheSameMomentIsRefusedUnlessItReplaces() throws {
    let workdir = try Workdir()
    var report = HandmadeReport()
    let store = try workdir.store()
    _ = try store.add([try report.file(workdir)])
    report.rows[0].1 = "4,4,Y"
    let other = try report.file(workdir, "other.csv")
    let refusal = failure { _ = try store.add([other]) }
    #expect(refusal?.status == .malformed)
    #expect(try store.audit("1").table.totals == [13, 4, 1])
    guard case .replaced(let audit) = try store.add([other], isReplacing: true).added[0] else {
      Issue.record("not replaced")
      return
    }
    #expect(audit.id == 1)
    #expect(try store.audit("1").table.totals == [14, 4, 1])
  }

  /// All reports of one call are added, or none.
  @Test func aRefusedReportKeepsAllOut() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    let first = try HandmadeReport().file(workdir)
    let contradicting = try HandmadeReport(rows: [("5e54067d116fa10046313224", "9,9,N")])
      .file(workdir, "b.csv")
    #expect(failure { _ = try store.add([first, contradicting]) }?.status == .malformed)
    #expect(try store.audits(AuditSelection()) == [])
  }

  @Test func auditsAreFoundByProviderAndHost() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    var files: [ReportFile] = []
    for (provider, host) in [("B", "x"), ("A", "y"), ("A", "x")] {
      files.append(
        try HandmadeReport(provider: provider, host: host).file(workdir, "\(provider)\(host).csv"))
    }
    _ = try store.add(files)
    let names = { (selection: AuditSelection) in
      try store.audits(selection).map { $0.provider + $0.host }
    }
    #expect(try names(AuditSelection()) == ["Ax", "Ay", "Bx"])
    #expect(try names(AuditSelection(provider: "A")) == ["Ax", "Ay"])
    #expect(try names(AuditSelection(host: "x")) == ["Ax", "Bx"])
    #expect(try names(AuditSelection(provider: "B", host: "y")) == [])
    #expect(failure { _ = try store.audit("2026-06-30") }?.status == .usage)
    #expect(try store.audit("2026-06-30", AuditSelection(provider: "B")).audit.provider == "B")
    #expect(failure { _ = try store.audit("2026-07-01") }?.status == .usage)
  }

  /// A number that was given is never given again, as somebody may have noted it.
  @Test func removedNumbersStayFree() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    _ = try store.add([try HandmadeReport().file(workdir)])
    #expect(try store.remove(1).id == 1)
    #expect(failure { _ = try store.remove(1) }?.status == .usage)
    guard case .added(let again) = try store.add([try HandmadeReport().file(workdir)]).added[0]
    else {
      Issue.record("not added")
      return
    }
    #expect(again.id == 2)
  }

  // MARK: Retention

  @Test(arguments: [
    ("24m", "2026-06-30 12:00", "2024-06-30 12:00"), ("2y", "2026-06-30 12:00", "2024-06-30 12:00"),
    ("1m", "2026-03-31 00:00", "2026-02-28 00:00"), ("1m", "2024-03-31 23:59", "2024-02-29 23:59"),
    ("12m", "2024-02-29 08:00", "2023-02-28 08:00"), ("1m", "2026-01-15 08:00", "2025-12-15 08:00"),
    ("1m", "1900-03-30 08:00", "1900-02-28 08:00"), ("1m", "2000-03-30 08:00", "2000-02-29 08:00"),
  ])
  func retentionCountsMonthsBack(_ keep: String, _ newest: String, _ begin: String) {
    #expect(Retention(keep)?.begin(before: newest) == begin)
  }

  @Test(arguments: ["", "m", "0m", "24", "-1m", "1.5y", "24d", "99999m", "forever ", "m24", "٣m"])
  func senselessRetentionIsNone(_ text: String) { #expect(Retention(text) == nil) }

  @Test func whatIsOlderThanIsKeptBeforeTheNewestGoes() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    let moments = ["2024-06-30 11:59", "2024-06-30 12:00", "2025-01-01 00:00"]
    for moment in moments {
      _ = try store.add([try HandmadeReport(dateTime: moment).file(workdir)])
    }
    #expect(try store.audits(AuditSelection()).map(\.dateTime) == moments)
    let dropped = try store.add([try HandmadeReport().file(workdir)], keep: .months(24)).dropped
    #expect(dropped.map(\.dateTime) == ["2024-06-30 11:59"])
    // One that comes too late is told as such, and not as dropped.
    let late = try store.add([try HandmadeReport(dateTime: moments[0]).file(workdir)])
    #expect(late.dropped == [])
    guard case .tooOld(_, "2024-06-30 12:00") = late.added[0] else {
      Issue.record("\(late.added)")
      return
    }
    let kept = try store.add(
      [try HandmadeReport(dateTime: moments[0]).file(workdir)], keep: .forever)
    #expect(kept.added.count == 1)
    #expect(try store.audits(AuditSelection()).count == 4)
    // What was said last holds.
    #expect(try store.add([try HandmadeReport().file(workdir)]).dropped == [])
    #expect(try store.prune() == [])
    #expect(try store.prune(keep: .months(12)).map(\.dateTime) == Array(moments))
    #expect(try store.audits(AuditSelection()).map(\.dateTime) == ["2026-06-30 12:00"])
  }

  /// Everything is kept unless it is said otherwise.
  @Test func everythingIsKept() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    for moment in ["1999-12-31 12:00", "2026-06-30 12:00", "2062-06-30 12:00"] {
      #expect(try store.add([try HandmadeReport(dateTime: moment).file(workdir)]).dropped == [])
    }
    #expect(try store.prune() == [])
    #expect(try store.audits(AuditSelection()).count == 3)
    #expect(try store.audit("latest").audit.dateTime == "2062-06-30 12:00")
    #expect(try store.audit("2026-06").audit.id == 2)
    #expect(failure { _ = try store.audit("2026-0") }?.status == .usage)
    #expect(failure { _ = try store.audit("2026-07") }?.status == .usage)
  }

  /// The newest audit of another provider or host says nothing about these.
  @Test func everyProviderAndHostHasItsOwnNewest() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    _ = try store.add(
      [try HandmadeReport(dateTime: "2020-01-31 12:00").file(workdir)], keep: .months(24))
    for other in [HandmadeReport(provider: "Other"), HandmadeReport(host: "other")] {
      #expect(try store.add([try other.file(workdir)]).dropped == [])
    }
    #expect(try store.audits(AuditSelection()).count == 3)
  }

  /// One wrong date must not empty a history.
  @Test func whatWouldDropEverythingIsRefused() throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    for moment in ["2026-05-31 12:00", "2026-06-30 12:00"] {
      _ = try store.add([try HandmadeReport(dateTime: moment).file(workdir)], keep: .months(24))
    }
    let wrong = try HandmadeReport(dateTime: "2062-06-30 12:00").file(workdir, "wrong.csv")
    #expect(failure { _ = try store.add([wrong]) }?.status == .malformed)
    #expect(try store.audits(AuditSelection()).count == 2)
    #expect(try store.add([wrong], keep: .forever).dropped == [])
    #expect(try store.audits(AuditSelection()).count == 3)
  }

  // MARK: Damage

  /// Every change of the tables by another program is noticed.
  @Test(arguments: [
    "UPDATE customers SET fields = '4,4,Y' WHERE pkid LIKE '%24'",
    "UPDATE customers SET fields = '3,4' WHERE pkid LIKE '%24'",
    "UPDATE customers SET fields = 'x,4,Y' WHERE pkid LIKE '%24'",
    "UPDATE customers SET pkid = '5e54067d116fa10046313226' WHERE pkid LIKE '%24'",
    "DELETE FROM customers WHERE pkid LIKE '%24'",
    "UPDATE totals SET total = 14 WHERE position = 0",
    "UPDATE totals SET isSetting = 1 WHERE position = 0",
    "UPDATE totals SET title = 'Three' WHERE position = 0", "DELETE FROM totals WHERE position = 2",
    "UPDATE facts SET value = 'Other' WHERE key = 'Provider Name'",
    "UPDATE audits SET provider = 'Other'", "UPDATE audits SET dateTime = '2026-06-30 12:01'",
    "UPDATE audits SET customerCount = 3", "UPDATE audits SET contentSHA256 = ''",
    "UPDATE audits SET licensesSHA256 = ''",
    "INSERT INTO licenses VALUES (1, '5e54067d116fa10046313224', 1, 0)",
  ])
  func changedTablesAreSeen(_ change: String) throws {
    let workdir = try Workdir()
    let store = try workdir.store()
    _ = try store.add([try HandmadeReport().file(workdir)])
    _ = try store.audit("1")
    try DatabaseQueue(path: workdir.path("history.sqlite")).write { try $0.execute(sql: change) }
    #expect(failure { _ = try store.audit("1") }?.status == .corrupt)
    #expect(failure { _ = try store.trends(TrendRequest()) }?.status == .corrupt)
  }

  @Test func otherFilesAreNoHistory() throws {
    let workdir = try Workdir()
    try workdir.write("text", String(repeating: "not a database ", count: 100))
    #expect(failure { _ = try HistoryStore(workdir.path("text")) }?.status == .malformed)
    try DatabaseQueue(path: workdir.path("other.sqlite")).write {
      try $0.execute(sql: "CREATE TABLE t (x)")
    }
    #expect(failure { _ = try HistoryStore(workdir.path("other.sqlite")) }?.status == .malformed)
    #expect(failure { _ = try HistoryStore(workdir.path("absent")) }?.status == .inputUnreadable)
    // To read makes nothing of nothing.
    try workdir.write("empty", "")
    #expect(failure { _ = try HistoryStore(workdir.path("empty")) }?.status == .inputUnreadable)
    #expect(try workdir.files(in: ".")["empty"] == [])
  }

  /// SQLite finds damage of its pages where it meets it: never is a number shown that was not added.
  @Test func damagedPagesNeverShowOtherNumbers() throws {
    let workdir = try Workdir()
    let report = HandmadeReport()
    let store = try workdir.store()
    _ = try store.add([try report.file(workdir)])
    let sound = Array(try Data(contentsOf: URL(filePath: workdir.path("history.sqlite"))))
    var refused = 0
    for byte in stride(from: 0, to: sound.count, by: 61) {
      var bytes = sound
      bytes[byte] ^= 1 << UInt8(byte % 8)
      try workdir.write("damaged.sqlite", bytes)
      do {
        let content = try HistoryStore(workdir.path("damaged.sqlite")).audit("1")
        #expect(content.table.csv(head: content.head) == Array(report.text.utf8), "byte \(byte)")
      } catch {
        refused += 1
        #expect(error.status != .invariantFailed, "byte \(byte): \(error)")
      }
    }
    #expect(refused > 0)
  }
}
