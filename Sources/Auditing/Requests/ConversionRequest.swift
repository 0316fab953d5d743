internal import ColumnFile

/// One conversion: dumps to a columnar file.
public struct ConversionRequest: Sendable {
  /// The dumps, and how they are read.
  public var dump: DumpRequest
  /// The columnar file.
  public var output: String
  /// True if an existing file is replaced.
  public var force = false
  /// Where names go, if they are kept: a file beside the columnar file that only its owner can
  /// read.
  public var identities: String { IdentityFile.path(besides: output) }
  /// Persons in a group of the file; any value gives the same counts.
  public var groupPersonCount: Int?

  /// Where a conversion that is to be resumed keeps what it has read: the output's path and
  /// `.resume`.
  public var resumeDirectory: String { output + ".resume" }

  /// A request to convert these dumps to this file.
  public init(dumps: [String], output: String) {
    dump = DumpRequest(dumps: dumps)
    self.output = output
  }
}
