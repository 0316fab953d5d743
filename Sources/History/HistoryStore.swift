package import Auditing
internal import Files
internal import GRDB
internal import Glibc

/// A store of audits: an SQLite file that one process changes at a time and any number read.
///
/// Every change is one transaction, taken at its beginning (`IMMEDIATE`) and waited for. The journal
/// is SQLite's rollback journal: a killed process leaves one, and the next process to open it
/// rolls it back. There is no other file, so that the store can be copied and kept on any disk.
package final class HistoryStore: Sendable {
  /// The file.
  package let path: String
  private let queue: DatabaseQueue

  /// Opens a store.
  ///
  /// - Parameter isCreating: whether it is made if it is not there, for its owner only.
  /// - Throws: a failure: none there (66), no store or a newer one's (65), damaged (4), locked or
  ///   failing (74), not to be made (73).
  package init(_ path: String, isCreating: Bool = false) throws(Failure) {
    self.path = path
    if isCreating {
      try Self.create(path)
    } else if (try? FileSystem.live.identity(path)) == nil {
      throw Failure(
        .inputUnreadable, "\(path): the history does not exist",
        remedy: .makeHistory)
    }
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    queue = try Self.mapping(path) { try DatabaseQueue(path: path, configuration: configuration) }
    try migrate(isCreating: isCreating)
  }

  /// Makes an empty file that only its owner may read, where there is nothing.
  private static func create(_ path: String) throws(Failure) {
    do throws(FileError) {
      try OutputDirectory.create(
        OutputDirectory.directory(of: path), mode: 0o700)
      try OutputDirectory.createPrivateFile(path)
    } catch {
      throw Failure(error)
    }
  }

  /// Brings the tables to the present version. Where another process does so at the same time, what it
  /// has done is taken.
  private func migrate(isCreating: Bool) throws(Failure) {
    let migrator = HistorySchema.migrator
    var triesLeft = Self.migrationTries
    while try !isReady(migrator, isCreating: isCreating) {
      do {
        try migrator.migrate(queue)
      } catch let error as Failure {
        throw error
      } catch {
        triesLeft -= 1
        guard triesLeft > 0 else { throw Self.failure(error, path) }
        usleep(50_000)
      }
    }
  }

  /// How often another process may be in the way before it is a failure.
  private static let migrationTries = 40

  /// True if the store has the present tables.
  ///
  /// - Throws: a failure where it is none, or a newer one's.
  private func isReady(
    _ migrator: DatabaseMigrator, isCreating: Bool
  ) throws(Failure) -> Bool {
    try reading { db in
      let id = try Int.fetchOne(db, sql: "PRAGMA application_id")
      let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      let isOnlyBegun = try count <= 2 && db.tableExists("grdb_migrations")
      guard count > 0 || isCreating else {
        throw Failure(
          .inputUnreadable, "\(self.path): an empty file, and no history",
          remedy: .beginHistory)
      }
      guard id == HistorySchema.applicationID || count == 0 || isOnlyBegun else {
        throw Failure(
          .malformed, "\(self.path): an SQLite file, but no history of audits",
          remedy: .chooseHistory)
      }
      guard try !migrator.hasBeenSuperseded(db) else {
        throw Failure(
          .malformed, "\(self.path): a newer ucensus has written this history",
          hint: "use that one, or a newer one still")
      }
      return try migrator.hasCompletedMigrations(db)
    }
  }

  // MARK: Transactions

  func reading<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
    try Self.mapping(path) { try queue.read(body) }
  }

  /// Everything that the body changes, or nothing.
  func writing<Value>(_ body: (Database) throws -> Value) throws(Failure) -> Value {
    try Self.mapping(path) {
      try queue.writeWithoutTransaction { db in
        var value: Value?
        try db.inTransaction(.immediate) {
          value = try body(db)
          return .commit
        }
        return value!  // The body has run, or has thrown.
      }
    }
  }

  private static func mapping<Value>(
    _ path: String, _ body: () throws -> Value
  ) throws(Failure) -> Value {
    do {
      return try body()
    } catch {
      throw failure(error, path)
    }
  }

  private static func failure(_ error: any Error, _ path: String) -> Failure {
    switch error {
    case let failure as Failure: failure
    case let error as DatabaseError: Failure(error, store: path)
    default: Failure(.invariantFailed, "\(path): \(error)")
    }
  }
}
