/// The conditions of the built-in dump profile (AuditRules.md §2, rule 10).
enum ReferenceConditions {
  /// The field whose condition a record fails; nil for one that counts.
  static func failed(by record: RawRecord) -> String? {
    guard bytes(record.modelType) == bytes(RecordShape.teams) else { return nil }
    let type = folded(record, "AccountType")
    if !type.isEmpty, type != bytes("user") { return "AccountType" }
    return folded(record, "SoftDeletionTimestamp").isEmpty ? nil : "SoftDeletionTimestamp"
  }

  /// The text of a field, folded; empty for one that is absent or `null`.
  private static func folded(_ record: RawRecord, _ field: String) -> Bytes {
    guard case .string(let text) = lastValue(record.data, field) else { return [] }
    return foldedKey(bytes(text))
  }
}
