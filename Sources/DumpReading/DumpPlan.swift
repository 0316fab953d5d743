/// What there is to read, in reading order, and how it is cut for the workers.
struct DumpPlan: Sendable {
  /// A piece of work for one worker.
  enum Unit: Sendable {
    /// The lines of a plain file that begin in this range of it.
    case lines(file: Int, Range<Int>)
    /// A whole file, its form still to be told.
    case whole(file: Int)
    /// Some consecutive entries of one zip, by file.
    case zipEntries(files: Range<Int>)

    /// The files of the unit.
    var files: Range<Int> {
      switch self {
      case .lines(let file, _), .whole(let file): file..<file + 1
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
  var skippedFiles: [String] = []
}
