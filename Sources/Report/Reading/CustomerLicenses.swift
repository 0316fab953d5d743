internal import CensusModel

/// The licences of a customer, as a breakdown has them.
public struct CustomerLicenses: Equatable, Sendable {
  /// Licensed users.
  public var licensed: Int
  /// Licences beyond the first one of each licensed user.
  public var additional: Int

  /// All user licences.
  public var user: Int { licensed + additional }

  /// Licences of these numbers.
  public init(licensed: Int, additional: Int) {
    self.licensed = licensed
    self.additional = additional
  }
}

extension ReportTable {
  /// The licences by the key of the PKID; nil where the table is not a breakdown.
  package var licenses: [String: CustomerLicenses]? {
    guard isBreakdown else { return nil }
    let licensed =
      titles.firstIndex(of: BreakdownShape.licensedUsers) ?? titles.firstIndex(of: "UCM Users")
    guard let licensed, let additional = titles.firstIndex(of: BreakdownShape.additionalLicenses)
    else { return nil }
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (
          row.pkid.pkidKey,
          CustomerLicenses(
            licensed: row.fields[licensed].number, additional: row.fields[additional].number)
        )
      })
  }

  /// The table with three further columns in front: the licences of each customer. A title that the
  /// report has already is followed by "(breakdown)".
  ///
  /// - Returns: nil where a customer has no licences.
  package func with(_ licenses: [String: CustomerLicenses]) -> ReportTable? {
    var extended: [Row] = []
    for row in rows {
      guard let own = licenses[row.pkid.pkidKey] else { return nil }
      extended.append(
        Row(
          pkid: row.pkid,
          fields: [.count(own.user), .count(own.licensed), .count(own.additional)] + row.fields))
    }
    let added = [
      BreakdownShape.userLicenses, BreakdownShape.licensedUsers, BreakdownShape.additionalLicenses,
    ].map { titles.contains($0) ? "\($0) (breakdown)" : $0 }
    return try? ReportTable(titles: added + titles, rows: extended)
  }
}
