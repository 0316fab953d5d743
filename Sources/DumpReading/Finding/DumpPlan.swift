/// What there is to read, in reading order, and how it is cut for the workers.
struct DumpPlan: Sendable {
  /// A piece of work for one worker.
  enum Unit: Sendable {
    /// The lines of a plain file that begin in this range of it.
    case lines(file: Int, Range<Int>)
    /// A whole file, its form still to be told.
    case whole(file: Int)
    /// Nothing but the SHA-256 of the stored file in which this one stands.
    case sha256(file: Int)
    /// Nothing but the leaves of the tree hash of the stored file in which this one stands.
    case leaves(file: Int, Range<Int>)
    /// Some consecutive entries of one archive, by file.
    case entries(files: Range<Int>)

    /// The files of the unit.
    var files: Range<Int> {
      switch self {
      case .lines(let file, _), .whole(let file), .sha256(let file), .leaves(let file, _):
        file..<file + 1
      case .entries(let files): files
      }
    }

    /// The first file of the unit.
    var firstFile: Int { files.lowerBound }
  }

  /// The dumps as the user named them.
  var dumps: [String] = []
  var files: [PlannedFile] = []
  var units: [Unit] = []
  var platformFiles: [PlatformFile] = []
  var manifests: [ManifestFile] = []

  /// True while it is not known how many bytes there are, as some are still to come.
  var isArriving: Bool { files.contains { $0.stored.stream.map { !$0.isComplete } ?? false } }

  /// The bytes of all units, as stored.
  var byteCount: Int { units.reduce(0) { $0 + byteCount(of: $1) } }

  /// The bytes that a unit reads, as stored; of an archive that is cut, all count for the first
  /// piece.
  func byteCount(of unit: Unit) -> Int {
    switch unit {
    case .sha256, .leaves: return 0
    case .lines(_, let range): return range.count
    case .whole(let file): return files[file].stored.byteCount
    case .entries(let entries):
      let first = entries.lowerBound
      let isFirst = first == 0 || !files[first - 1].sharesStoredArchive(with: files[first])
      return isFirst ? files[first].stored.byteCount : 0
    }
  }
  /// Hidden files and folders, and folders that are linked twice.
  var skippedFiles: [String] = []
  /// What was left out as it was asked for.
  var excludedFiles: [String] = []
  /// What is not a dump file: nothing is read where there is any.
  var refused: [RefusedFile] = []
  /// The dumps without a file of records.
  var emptyDumps: [String] = []

  /// Refuses dumps of which something would be skipped in silence.
  func check() throws(DumpError) {
    if !refused.isEmpty { throw .notDumpFiles(refused) }
    if let dump = emptyDumps.first { throw .empty(dump: dump) }
  }
}
