/// The files to read, in reading order, and how they are cut for the workers.
struct DumpPlan: Sendable {
  /// A piece of work for one worker.
  enum Unit: Sendable {
    /// The lines of a plain file that begin in this range of it.
    case lines(file: Int, Range<Int>)
    /// A whole file, whose form is not known yet.
    case whole(file: Int)
    /// Nothing but the SHA-256 of the stored file that contains this one.
    case sha256(file: Int)
    /// Nothing but the leaves of the tree hash of the stored file that contains this one.
    case leaves(file: Int, Range<Int>)
    /// Some consecutive entries of one archive, by file.
    case entries(files: Range<Int>)
    /// A block of a packed file, or its nodes and settings; with the first file that is in it.
    case packed(file: Int, pack: Int, block: Int?)

    /// The files of the unit.
    var files: Range<Int> {
      switch self {
      case .lines(let file, _), .whole(let file), .sha256(let file), .leaves(let file, _),
        .packed(let file, _, _):
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
  /// The packed files; their files come after all others.
  var packs: [PackPart] = []

  /// True while it is not known how many bytes there are, as some are still to come.
  var isArriving: Bool { files.contains { $0.stored.stream.map { !$0.isComplete } ?? false } }

  /// The bytes of all units, as stored.
  var byteCount: Int { units.reduce(0) { $0 + byteCount(of: $1) } }

  /// The bytes that a unit reads, as stored; of an archive that is cut, all count for the first
  /// piece.
  func byteCount(of unit: Unit) -> Int {
    switch unit {
    case .sha256, .leaves, .packed(_, _, nil): return 0
    case .packed(_, let pack, let block?):
      return packs[pack].file.directory.blocks[block].storedByteCount
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
  /// The files and records that were left out as asked.
  var excludedFiles: [String] = []
  /// The files that are not dump files: nothing is read where there are any.
  var refused: [RefusedFile] = []
  /// The dumps without a file of records.
  var emptyDumps: [String] = []

  /// Refuses dumps of which something would be skipped in silence.
  func check() throws(DumpError) {
    if !refused.isEmpty { throw .notDumpFiles(refused) }
    if let dump = emptyDumps.first { throw .empty(dump: dump) }
  }
}

extension DumpPlan {
  /// Units in a row that are together as large as a portion.
  func portions(of byteCountMin: Int) -> [Range<Int>] {
    var portions: [Range<Int>] = []
    var start = 0
    var byteCount = 0
    for unit in units.indices {
      byteCount += self.byteCount(of: units[unit])
      if byteCount >= byteCountMin {
        portions.append(start..<unit + 1)
        (start, byteCount) = (unit + 1, 0)
      }
    }
    if start < units.count { portions.append(start..<units.count) }
    return portions
  }
}
