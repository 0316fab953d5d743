package import Report
internal import TextOutput

/// One of two audits that are compared.
package struct DifferenceSide: Sendable {
  /// The path, or the name in a history.
  let name: String
  let table: ReportTable
  /// By the key of the PKID; nil where they are not known.
  let licenses: [String: CustomerLicenses]?
  let origin: AuditOrigin

  /// An audit of this name.
  package init(
    name: String, table: ReportTable, licenses: [String: CustomerLicenses]?, origin: AuditOrigin
  ) {
    self.name = name
    self.table = table
    self.licenses = licenses
    self.origin = origin
  }

  /// The table with licences in front; nil where they are not known.
  var licensedTable: ReportTable? { licenses.flatMap { table.with($0) } }

  /// The name, and where the audit comes from, in one line.
  var title: String { name + (origin.text.isEmpty ? "" : ": \(origin.text)") }

  /// The same as a document.
  var json: JSONOutput {
    .object([
      ("input", .string(name)), ("providers", .array(origin.providers.map { .string($0) })),
      ("hosts", .array(origin.hosts.map { .string($0) })),
      ("dateTimes", .array(origin.dateTimes.map { .string($0) })),
    ])
  }
}
