internal import GRDB
internal import Report

/// The tables of a store, and how stores of earlier versions become those of the present one. A
/// migration that was released is never changed: what is new is a further one.
enum HistorySchema {
  /// `PRAGMA application_id`: "UCHI". It distinguishes a store from other SQLite files.
  static let applicationID = 0x5543_4849

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1", migrate: first)
    migrator.registerMigration("v2", migrate: settings)
    migrator.registerMigration("v3", migrate: licenses)
    return migrator
  }

  /// Audits, the metadata of their reports, the totals of columns, and the fields of customers
  /// after their PKIDs as the report has them.
  private static func first(_ db: Database) throws {
    try db.execute(
      sql: """
        PRAGMA application_id = \(applicationID);
        CREATE TABLE audits (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          provider TEXT NOT NULL, host TEXT NOT NULL, dateTime TEXT NOT NULL,
          sha256 TEXT NOT NULL UNIQUE, contentSHA256 TEXT NOT NULL,
          byteCount INTEGER NOT NULL, customerCount INTEGER NOT NULL,
          UNIQUE (provider, host, dateTime)
        ) STRICT;
        CREATE TABLE facts (
          auditID INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE, position INTEGER NOT NULL,
          key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (auditID, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE totals (
          auditID INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE, position INTEGER NOT NULL,
          title TEXT NOT NULL, total INTEGER NOT NULL, PRIMARY KEY (auditID, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE customers (
          auditID INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE, pkid TEXT NOT NULL,
          fields TEXT NOT NULL, PRIMARY KEY (auditID, pkid)
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// The licences of customers, of audits with a breakdown. Their digest is NULL without one.
  private static func licenses(_ db: Database) throws {
    try db.execute(
      sql: """
        ALTER TABLE audits ADD COLUMN licensesSHA256 TEXT;
        CREATE TABLE licenses (
          auditID INTEGER NOT NULL REFERENCES audits ON DELETE CASCADE, pkid TEXT NOT NULL,
          licensed INTEGER NOT NULL, additional INTEGER NOT NULL, PRIMARY KEY (auditID, pkid)
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// Which totals are numbers of `Y`, so that who reads the tables need not look at customers.
  private static func settings(_ db: Database) throws {
    try db.execute(sql: "ALTER TABLE totals ADD COLUMN isSetting INTEGER NOT NULL DEFAULT 0")
    let firsts = try Row.fetchAll(
      db,
      sql: """
        SELECT auditID, fields FROM customers AS one
        WHERE pkid = (SELECT min(pkid) FROM customers WHERE auditID = one.auditID)
        """)
    for row in firsts {
      let audit = try row.value("auditID", as: Int.self)
      let fields = try row.value("fields", as: String.self).split(separator: ",")
      for (position, field) in fields.enumerated() where field == "Y" || field == "N" {
        try db.execute(
          sql: "UPDATE totals SET isSetting = 1 WHERE auditID = ? AND position = ?",
          arguments: [audit, position])
      }
    }
  }
}
