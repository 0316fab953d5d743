internal import DumpReading

/// One packing: a dump, some of its files, or a range of one, to a packed file.
public struct PackRequest: Sendable {
  /// Inputs, and how they are read. Platform facts and device tables play no part.
  public var dump: DumpRequest
  /// The dump that the inputs are files of; without, each is a dump of its own.
  public var dumpName: String?
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

  var choice: DumpPacker.Choice {
    var choice = DumpPacker.Choice()
    choice.dump = dumpName
    choice.range = range
    if let portionByteCount = dump.portionByteCount { choice.portionByteCount = portionByteCount }
    return choice
  }
}
