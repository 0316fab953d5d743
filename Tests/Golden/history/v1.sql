-- A history as version 1 of its tables had it: one audit, number 7, of the report in README.md.
PRAGMA application_id = 1430472777;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('v1');
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
INSERT INTO audits VALUES (7, 'Larkspur', 'uc.example', '2026-05-31 12:00',
  '3428dc3b46462e4738b59c332647f90c262b45b0079bad45b41e028ff70f4fb4',
  '3428dc3b46462e4738b59c332647f90c262b45b0079bad45b41e028ff70f4fb4', 172, 2);
INSERT INTO facts VALUES (7, 0, 'Provider Name', 'Larkspur'), (7, 1, 'hostname', 'uc.example'),
  (7, 2, 'Date Time', '2026-05-31 12:00');
INSERT INTO totals VALUES (7, 0, 'One', 13), (7, 1, 'Two', 4), (7, 2, 'Public Sector', 1);
INSERT INTO customers VALUES (7, '5e54067d116fa10046313224', '3,4,Y'),
  (7, '5e54067d116fa10046313225', '10,0,N');
