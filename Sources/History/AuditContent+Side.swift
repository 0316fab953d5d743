package import Auditing

extension AuditContent {
  /// The audit as one side of a comparison.
  package var side: DifferenceSide {
    DifferenceSide(
      name: "audit \(audit.id)", table: table, licenses: licenses,
      origin: AuditOrigin(provider: audit.provider, host: audit.host, dateTime: audit.dateTime))
  }
}
