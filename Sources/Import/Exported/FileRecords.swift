/// The yield of one exported file.
struct FileRecords: Sendable {
  /// A total that a page or a query declares.
  struct Total: Sendable {
    /// The thing that a query counts, as its column names it; empty where it has no such name.
    var what = ""
    var count: Int
    var line: Int
  }

  /// A page, or a whole document.
  struct Page: Sendable {
    var recordCount: Int
    /// Where it says that there are more.
    var nextPage: String?
  }

  var form = ""
  /// Descriptions of the elements and rows that records come from.
  var elements: [String] = []
  var readCount = 0
  var totals: [Total] = []
  /// Why records were left out, with their number.
  var leftOut: [String: Int] = [:]
  /// True if a form was read that lists associations of devices, or of profiles, as a whole.
  var hasDeviceAssociations = false
  var hasProfileAssociations = false
  var pages: [Page] = []
  /// The digest of the file's content, for pages of equal content.
  var digest = ""
  /// The records with their texts, until they are those of the whole source.
  var exported = ExportedRecords()
  var texts = TextPool()

  mutating func leaveOut(_ reason: String) { leftOut[reason, default: 0] += 1 }
}
