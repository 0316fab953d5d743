internal import CensusModel
internal import Files
internal import GRDB
internal import Report

/// The licences of an audit's customers as the store has them.
enum StoredLicenses {
  /// The digest of what a breakdown says, in the order of the report.
  static func sha256(_ licenses: [String: CustomerLicenses], of table: ReportTable) -> String {
    var text = ""
    for row in table.rows {
      let own = licenses[row.pkid.pkidKey]
      text += "\(row.pkid),\(own?.licensed ?? -1),\(own?.additional ?? -1)\n"
    }
    return FileDigest.hexadecimal(of: Array(text.utf8))
  }

  /// Adds the licences of an audit that has none.
  static func insert(
    _ licenses: [String: CustomerLicenses], of table: ReportTable, _ id: Int, _ db: Database
  ) throws {
    let insertion = try db.makeStatement(
      sql: "INSERT INTO licenses (auditID, pkid, licensed, additional) VALUES (?, ?, ?, ?)")
    for row in table.rows {
      guard let own = licenses[row.pkid.pkidKey] else { continue }
      try insertion.execute(arguments: [id, row.pkid, own.licensed, own.additional])
    }
    try db.execute(
      sql: "UPDATE audits SET licensesSHA256 = ? WHERE id = ?",
      arguments: [sha256(licenses, of: table), id])
  }

  /// The licences of an audit, by the key of the PKID.
  ///
  /// - Returns: nil without a breakdown; whether they are what was added.
  static func read(
    of table: ReportTable, _ id: Int, _ db: Database
  ) throws -> (licenses: [String: CustomerLicenses]?, isSound: Bool) {
    let rows = try Row.fetchAll(
      db, sql: "SELECT pkid, licensed, additional FROM licenses WHERE auditID = ?",
      arguments: [id])
    var licenses: [String: CustomerLicenses] = [:]
    for row in rows {
      licenses[try row.value("pkid", as: String.self).pkidKey] = CustomerLicenses(
        licensed: try row.value("licensed", as: Int.self),
        additional: try row.value("additional", as: Int.self))
    }
    let digest = try String.fetchOne(
      db, sql: "SELECT licensesSHA256 FROM audits WHERE id = ?", arguments: [id])
    guard let digest else { return (nil, rows.isEmpty) }
    return (
      licenses, licenses.count == table.rows.count && digest == sha256(licenses, of: table)
    )
  }
}
