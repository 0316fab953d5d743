/// The content of all files of a source together: one record for each device and each user.
struct SourceRecords {
  let source: Int
  var phones: [ImportedRecord] = []
  var profiles: [ImportedRecord] = []
  var remoteDestinationProfiles: [ImportedRecord] = []
  var users: [ImportedRecord] = []
  var leftOut: [String: Int] = [:]
  /// Reasons why the source is incomplete, in words.
  var gaps: [String] = []
  var warnings: [String] = []
  /// Declared totals, and what was read.
  var totals: [DeclaredTotal] = []

  init(source: Int) { self.source = source }

  mutating func leaveOut(_ reason: String, count: Int = 1) {
    if count > 0 { leftOut[reason, default: 0] += count }
  }
}
