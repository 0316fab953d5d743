package import Report

/// An audit with everything that its report says.
package struct AuditContent: Sendable {
  /// The audit.
  package let audit: StoredAudit
  /// The metadata.
  package let head: ReportHead
  /// The customers.
  package let table: ReportTable
}
