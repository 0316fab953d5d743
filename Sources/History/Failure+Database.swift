internal import Auditing
internal import GRDB

extension Failure {
  /// A failure for an error of SQLite.
  init(_ error: DatabaseError, store path: String) {
    let reason = "\(path): \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self.init(
        .malformed, "\(path): is not a history of audits", remedy: .chooseHistory)
    // The statements are those of the tables' version: what they do not fit is damage.
    case .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
      self.init(
        .corrupt, "\(reason); the history is damaged",
        hint: "restore it from a backup, or add the reports to a new one")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .inputOutput, "\(path): another process keeps the history locked", hint: "try again later")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_NOMEM: self.init(.inputOutput, reason)
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.cannotCreate, reason, hint: "is its directory yours to write?")
    default: self.init(.invariantFailed, reason)
    }
  }
}
