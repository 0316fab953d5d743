internal import CensusModel

/// What all files of a source say together: one record for each device and each user.
struct SourceRecords {
  let source: Int
  var phones: [ImportedRecord] = []
  var profiles: [ImportedRecord] = []
  var remoteDestinationProfiles: [ImportedRecord] = []
  var users: [ImportedRecord] = []
  var accounts: [FileRecords.Account] = []
  var leftOut: [String: Int] = [:]
  /// What makes the source incomplete, in words.
  var gaps: [String] = []
  var warnings: [String] = []
  /// Declared totals, and what was read.
  var totals: [DeclaredTotal] = []

  init(source: Int) { self.source = source }

  mutating func leaveOut(_ reason: String, count: Int = 1) {
    if count > 0 { leftOut[reason, default: 0] += count }
  }
}

/// A total that an export declares beside its records.
struct DeclaredTotal: Sendable {
  var what: String
  var readCount: Int
  var declaredCount: Int
}
