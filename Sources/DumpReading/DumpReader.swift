public import CensusModel
public import Files

/// Reads raw dumps into record batches.
///
/// The result, as a set of records and with all its counts, does not depend on the number of
/// threads nor on where files are cut.
public struct DumpReader: Sendable {
  /// The treatment of a malformed record.
  public enum OnError: Sendable {
    /// The first one in reading order stops the reading.
    case fail
    /// It is set aside, and reading goes on.
    case reject
  }

  /// How to read.
  public struct Options: Sendable {
    /// The models that are wanted.
    public var profile: DumpProfile
    /// How many threads read.
    public var threads = 1
    /// The treatment of a malformed record.
    public var onError = OnError.fail
    /// Patterns of files that are left out (`Exclusions`).
    public var exclusions: [String] = []
    /// Plain JSON Lines files are cut into pieces of so many bytes. A tuning constant: any value
    /// from 1 on is right.
    public var chunkByteCount = 4 << 20
    /// True if the digest of every stored file is made, while it is read.
    public var makesDigests = false
    /// The longest record, in bytes (Inputs.md).
    public var recordByteCountMax = 16 << 20
    /// True if packed records say where they stand, and how their texts are written: 32 bytes more
    /// a record, and a ninth of its texts.
    public var keepsOrigins = false
    /// How deep a record may be nested (Inputs.md).
    public var depthMax = 64
    /// True if archives that are given are dumps, with platform facts and a manifest of their own,
    /// and not files of one.
    public var archivesAreDumps = true
    /// True if indexes and shares of packed files are read, which are but a part of a dump.
    public var takesShares = false
    /// Where it is counted how far reading has come.
    public var progress: RunProgress?
    /// The system calls that read the content of files.
    public var fileSystem = FileSystem.live
    /// Where goes what must be kept of pipes, and of archives inside archives.
    public var temporaryDirectory = "."
    /// Where what was read is kept for another reading; without, it is not.
    public var store: PortionStore?
    /// Where records go that would pass a limit of memory; without, there is none.
    public var spill: RecordSpill?

    /// The defaults, with this profile.
    public init(profile: DumpProfile) { self.profile = profile }

    /// True if pieces of files begin with leaves of the tree hash, so that reading can make them.
    var cutsAtLeaves: Bool { chunkByteCount % DigestKind.leafByteCount == 0 }

    /// How much is read at a time.
    var readByteCount: Int { min(max(1, chunkByteCount), 256 << 10) }
  }

  private let dumps: [String]
  private let options: Options

  /// - Parameters:
  ///   - dumps: a directory, a file or `-` (standard input) each.
  ///   - options: how to read them.
  public init(dumps: [String], options: Options) {
    self.dumps = dumps
    self.options = options
  }

  /// Reads everything.
  ///
  /// - Throws: `.malformed` at the first malformed record in reading order (with `.reject` only
  ///   where compressed content is damaged), `.unreadable`, `.io`, `.notDumpFiles`, `.empty`.
  public func read() throws(DumpError) -> DumpContents {
    try DumpContents(reading: DumpPlan(of: dumps, options), options: options)
  }
}

extension DumpPlan {
  /// Finds what there is to read.
  init(of dumps: [String], _ options: DumpReader.Options) throws(DumpError) {
    do throws(NamedFailure) {
      self = try DumpPlanner(dumps: dumps, options: options).plan
    } catch {
      throw DumpError(error.failure, file: error.name, line: 1)
    }
    try check()
  }
}
