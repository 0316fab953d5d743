/// The findings of one worker, but for the records themselves.
struct WorkerResult: Sendable {
  struct FileCount: Sendable {
    var file: Int
    var read: Int
    var counted: Int
    var rejected: Int
  }

  /// By file; a file read in several parts has several entries.
  var counts: [FileCount] = []
  var rejects: [PendingReject] = []
  var modelCounts: [String: Int] = [:]
  var skippedModels: [[UInt8]: Int] = [:]
  var pages = PageTally()
  /// SHA-256 of stored files that a manifest has, by the first planned file of each.
  var sha256: [Int: String] = [:]
  /// Of the tree hashes of stored files.
  var stretches: [StretchLeaves] = []
  /// Lines that begin in stretches of files, where they are counted.
  var lines: [StretchLines] = []
  /// Records that a condition of the profile leaves out, by `model: field`.
  var leftOut: [String: Int] = [:]
  /// Which fields records have, and which keys are spelled like others.
  var spellings = SpellingTally()
  /// Of the records in pages.
  var identities: IdentityLog?
}

/// A malformed record before its line is known.
struct PendingReject: Sendable {
  var position: RecordPosition
  var fault: Int
  var reason: String
  var byteCount: Int
}
