internal import Documents
internal import DumpReading

/// One packing: a dump, some of its files, or a range of one, to a packed file.
public struct PackRequest: Sendable {
  /// Inputs, and how they are read. Platform facts and device tables play no part.
  public var dump: DumpRequest
  /// The dump that the inputs are files of; without, each is a dump of its own.
  public var dumpName: String?
  /// The name of the only input, a file, in messages and in the packed file; without, its path.
  public var name: String?
  /// A file with records that are left out as malformed, since their places are none
  /// (`MisplacedRecords`).
  public var misplaced: String?
  /// Of how many malformed records, the first ones, the bytes are kept in the packed file.
  public var keptRejectCount = 0
  /// The index of the packed file, if it is wanted.
  public var index: String?
  /// The bytes of the only file of which the lines are packed that begin in them; without, all are.
  public var range: Range<Int>?
  /// The packed file.
  public var output: String
  /// True if an existing file is replaced.
  public var force = false

  /// A request to pack these dumps to this file.
  public init(dumps: [String], output: String) {
    dump = DumpRequest(dumps: dumps)
    self.output = output
  }

  func choice() throws(Failure) -> DumpPacker.Choice {
    var choice = DumpPacker.Choice()
    choice.dump = dumpName
    choice.name = name
    choice.keptRejectCount = keptRejectCount
    if let misplaced {
      let bytes = try DataFiles.bytes(of: misplaced, dump.fileSystem)
      choice.misplaced = try mapping(Failure.init) { () throws(DocumentError) in
        try MisplacedRecords(parsing: bytes, file: misplaced)
      }
    }
    choice.range = range
    if let portionByteCount = dump.portionByteCount { choice.portionByteCount = portionByteCount }
    return choice
  }
}
