package import Report

/// An audit with everything that its report says.
package struct AuditContent: Sendable {
  /// The audit.
  package let audit: StoredAudit
  /// The metadata.
  package let head: ReportHead
  /// The customers.
  package let table: ReportTable
  /// The licences by the key of the PKID; nil where the report was added without a breakdown.
  package let licenses: [String: CustomerLicenses]?

  /// The customers with their licences in front, where they are known.
  package var wholeTable: ReportTable { licenses.flatMap { table.with($0) } ?? table }
}
