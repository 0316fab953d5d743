/// What there is to read, in reading order, and how it is cut for the workers.
struct DumpPlan: Sendable {
  /// A piece of work for one worker.
  enum Unit: Sendable {
    /// The lines of a plain file that begin in this range of it.
    case lines(file: Int, Range<Int>)
    /// A whole file, its form still to be told.
    case whole(file: Int)
    /// Nothing but the SHA-256 of the stored file in which this one stands.
    case digest(file: Int)
    /// Some consecutive entries of one zip, by file.
    case zipEntries(files: Range<Int>)

    /// The files of the unit.
    var files: Range<Int> {
      switch self {
      case .lines(let file, _), .whole(let file), .digest(let file): file..<file + 1
      case .zipEntries(let files): files
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

  /// The bytes of all units, as stored.
  var byteCount: Int { units.reduce(0) { $0 + byteCount(of: $1) } }

  /// The bytes that a unit reads, as stored; of a zip that is cut, all count for the first piece.
  func byteCount(of unit: Unit) -> Int {
    switch unit {
    case .digest: return 0
    case .lines(_, let range): return range.count
    case .whole(let file): return files[file].stored.byteCount
    case .zipEntries(let entries):
      let first = entries.lowerBound
      let isFirst = first == 0 || !files[first - 1].isInZip(of: files[first])
      return isFirst ? files[first].stored.byteCount : 0
    }
  }
  var skippedFiles: [String] = []
}
