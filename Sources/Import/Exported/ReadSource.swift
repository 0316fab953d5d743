/// A source whose files were read.
struct ReadSource {
  var index: Int
  var system: SourceSystem
  var files: [FileRecords]
  var exported: ExportedRecords
  /// True if some accounts are matched by the mail addresses of users.
  var needsMail: Bool
}
