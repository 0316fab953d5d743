public import CensusModel
internal import Files
internal import Inventory

/// How dumps are read, whether for a conversion or for an audit.
public struct DumpRequest: Sendable {
  /// Directories, files, or `-` for standard input; together one dump.
  public var dumps: [String]
  /// A file of platform facts in place of the dumps' own.
  public var platform: String?
  /// A dump profile in place of the built-in one.
  public var profile: String?
  /// A device table in place of the built-in one.
  public var deviceClasses: String?
  /// Device tables whose lines replace those of the same names, in this order.
  public var deviceClassChanges: [String] = []
  /// True if the profile is for dumps if there are any, and otherwise means nothing.
  public var isProfileOptional = false
  /// True where options of reading dumps are for other inputs of the same run.
  var areOptionsOptional = false
  /// Patterns of files that are left out.
  public var exclusions: [String] = []
  /// True if the patterns are for dumps if there are any, and otherwise mean nothing.
  public var areExclusionsOptional = false
  /// How exports are read, where a dump is a sources file.
  public var exports = ExportOptions()
  /// The treatment of malformed records.
  public var onError = OnError.fail
  /// Where rejected records go, as JSON Lines.
  public var rejectFile: String?
  /// Words of a warning on rejected records that go nowhere; the command line says what keeps them.
  public var unkeptRejects = "they were not kept"
  /// True if a dump with fewer records than it announces is taken all the same.
  public var allowIncomplete = false
  /// True if names of persons, devices and customers are kept, and the places of their records.
  public var keepsIdentities = false
  /// The customers of whom names are kept.
  var wantedNames = Inventory.Naming.Wanted()
  /// True if it is asked which customer a place belongs to.
  var keepsHierarchy = false
  /// How many threads work.
  public var threads = 1
  /// Bytes that a thread reads at once; any value gives the same result.
  public var chunkByteCount: Int?
  /// The most memory that reading and joining dumps may take, in bytes: records beyond it go to a
  /// temporary file. Any value gives the same result; CONTRIBUTING.md says what it holds for.
  public var memoryLimit = memoryLimitDefault
  /// 512 MiB.
  public static let memoryLimitDefault = 512 << 20
  /// Where records that were read are kept until the work is done, so that another run need not
  /// read them again; nil keeps none.
  public var resumeDirectory: String?
  /// How much of the input is kept at a time; any value gives the same result.
  public var portionByteCount: Int?
  /// Where temporary files go; beside the output without.
  public var temporaryDirectory: String?
  /// Where it is counted how far reading has come.
  public var progress: RunProgress?
  /// The system calls for reading and writing, so that tests can make any call fail.
  var fileSystem = FileSystem.live

  /// True if indexes and shares of packed files are read, which are but a part of a dump.
  var takesShares = false
  /// True if the SHA-256 of every stored file is wanted.
  var makesDigests = false

  /// True where another device table than the built-in one counts.
  var hasDeviceClasses: Bool { deviceClasses != nil || !deviceClassChanges.isEmpty }

  /// Every file and directory that is read for this request.
  var inputs: [String] {
    dumps + [platform, profile, deviceClasses].compactMap(\.self) + deviceClassChanges
      + exports.files
  }

  /// True if dumps may contradict each other on `Date Time`, because something else decides it.
  var isDateTimeDecided = false

  /// A request for these dumps, with the built-in data files.
  public init(dumps: [String]) { self.dumps = dumps }
}
