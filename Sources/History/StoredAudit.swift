/// An audit of the history.
package struct StoredAudit: Equatable, Sendable {
  /// Its number: one that was given is never given again.
  package var id: Int
  /// Provider Name of the report.
  package var provider: String
  /// hostname of the report.
  package var host: String
  /// `YYYY-MM-DD HH:MM`, UTC.
  package var dateTime: String
  /// Of the report, byte for byte.
  package var sha256: String
  /// The size of the report.
  package var byteCount: Int
  /// How many customers it has.
  package var customerCount: Int

  /// In one line, for messages.
  package var name: String { "audit \(id): \(provider) on \(host), \(dateTime)" }
}

/// Which audits are meant.
package struct AuditSelection: Sendable {
  /// Only those of this provider.
  package var provider: String?
  /// Only those of this host.
  package var host: String?

  package init(provider: String? = nil, host: String? = nil) {
    self.provider = provider
    self.host = host
  }
}
