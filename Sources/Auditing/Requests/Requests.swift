public import CensusModel
internal import ColumnFile
internal import Files
internal import Inventory

/// The treatment of malformed records.
public enum OnError: String, CaseIterable, Sendable {
  /// Stop at the first one.
  case fail
  /// Leave it out, keep it raw with its reason, and go on.
  case reject
}

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
  /// The most memory that reading and joining dumps may take, in bytes: records that would pass it go
  /// to a temporary file. Any value gives the same result; CONTRIBUTING.md says what it holds for.
  public var memoryLimit = memoryLimitDefault
  /// 512 MiB.
  public static let memoryLimitDefault = 512 << 20
  /// Where what was read is kept until the work is done, so that another run need not read it again;
  /// it is not kept without.
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

/// Inputs, and how they are counted: columnar files and dumps, together one audit.
public struct CountRequest: Sendable {
  /// Columnar files and dumps.
  public var inputs: [String]
  /// Identities files of the columnar files among the inputs: of none or of all.
  public var identities: [String] = []
  /// How dumps among the inputs are read; its list of dumps is not used.
  public var dump = DumpRequest(dumps: [])
  /// A rule set in place of the built-in one.
  public var rules: String?
  /// Persons in a group; any value gives the same counts.
  public var groupPersonCount: Int?
  /// True if several inputs may hold one customer, each a part of it, which are added up.
  public var addSharedCustomers = false
  /// A file that says which customers of different platforms are one (`CustomerMap`).
  public var customerMap: String?
  /// Which machine code counts; all give the same counts.
  public var kernel = KernelChoice.best
  /// The most bytes that the directory of a columnar file may take, and again each thread's group.
  public var memoryLimit = memoryLimitDefault
  /// 1 GiB.
  public static let memoryLimitDefault = ColumnFile.memoryLimitDefault

  /// A request to count these inputs.
  public init(inputs: [String]) { self.inputs = inputs }

  /// The options that decide what is read, as the provenance lists them.
  var options: [String: String] {
    var options: [String: String] = [:]
    if dump.allowIncomplete { options["allow-incomplete"] = "true" }
    if dump.onError == .reject { options["on-error"] = "reject" }
    if addSharedCustomers { options["add-shared-customers"] = "true" }
    if !dump.deviceClassChanges.isEmpty {
      options["device-classes-add"] = dump.deviceClassChanges.joined(separator: " ")
    }
    if !dump.exclusions.isEmpty { options["exclude"] = dump.exclusions.joined(separator: " ") }
    return options
  }

  /// Every file and directory that is read for this request.
  var allInputs: [String] {
    inputs + identities + dump.inputs + [rules, customerMap].compactMap(\.self)
  }
}

/// A report, and where it goes. It has the members of its scope.
@dynamicMemberLookup
public struct ReportRequest: Sendable {
  /// The directory that receives the reports.
  public var outputDirectory: String
  /// True if existing files are replaced.
  public var force = false
  /// The provider and the moment of the reports.
  public var scope = ReportScope()
  /// Leave out every file that holds names.
  public var anonymousOnly = false
  /// The configuration file that gave options, if one did.
  public var configuration: UsedConfiguration?
  /// An earlier audit that this one is compared with before anything is written: a provenance, a
  /// report or a directory of reports, a bundle, a columnar file, or an entry of a history as JSON.
  public var previous: String?
  /// By how many per cent a number may shrink since then.
  public var maxShrink = maxShrinkDefault
  /// 20 per cent.
  public static let maxShrinkDefault = 20
  /// True if numbers may shrink by more; it is recorded.
  public var acceptChange = false

  /// A request for the reports of all providers.
  public init(outputDirectory: String) { self.outputDirectory = outputDirectory }

  /// A member of `scope`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<ReportScope, Value>) -> Value {
    get { scope[keyPath: member] }
    set { scope[keyPath: member] = newValue }
  }
}

/// One audit: columnar files, or dumps, to reports. It has the members of both its halves.
@dynamicMemberLookup
public struct AuditRequest: Sendable {
  /// The inputs, and how they are counted.
  public var count: CountRequest
  /// The report, and where it goes.
  public var report: ReportRequest

  /// A request to audit these inputs.
  public init(inputs: [String], outputDirectory: String) {
    count = CountRequest(inputs: inputs)
    report = ReportRequest(outputDirectory: outputDirectory)
  }

  /// A member of `count`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<CountRequest, Value>) -> Value {
    get { count[keyPath: member] }
    set { count[keyPath: member] = newValue }
  }

  /// A member of `report`.
  public subscript<Value>(dynamicMember member: WritableKeyPath<ReportRequest, Value>) -> Value {
    get { report[keyPath: member] }
    set { report[keyPath: member] = newValue }
  }
}

/// One partial audit: columnar files, or dumps, to a partial result.
public struct PartialAuditRequest: Sendable {
  /// The inputs, and how they are counted.
  public var count: CountRequest
  /// The file that receives the partial result.
  public var output: String
  /// Which part of how many it is; nil where that is not known.
  public var number: PartNumber?
  /// Where the names go that the partial result leaves out, if they are kept: a file that only its
  /// owner can read.
  public var names: String?
  /// True if an existing file is replaced.
  public var force = false

  /// A request to count these inputs.
  public init(inputs: [String], output: String) {
    count = CountRequest(inputs: inputs)
    self.output = output
  }
}

/// One merge: partial results to reports.
public struct MergeRequest: Sendable {
  /// The files of the partial results, together one audit.
  public var parts: [String]
  /// The report, and where it goes.
  public var report: ReportRequest
  /// A file of platform facts in place of those that the parts hold.
  public var platform: String?
  /// The rule set under which the parts were counted, if it is not the built-in one.
  public var rules: String?
  /// True if several parts may hold one customer, each a part of it, which are added up; those of a
  /// numbered set always may.
  public var addSharedCustomers = false
  /// A file that says which customers of different platforms are one (`CustomerMap`).
  public var customerMap: String?
  /// The names of the parts, if they were kept: of all of them.
  public var names: [String] = []

  /// The options that decide what is added up, as the provenance lists them.
  var options: [String: String] {
    addSharedCustomers ? ["add-shared-customers": "true"] : [:]
  }

  /// Every file that is read for this request.
  var allInputs: [String] {
    parts + names + [platform, rules, customerMap, report.previous].compactMap(\.self)
  }

  /// A request to merge these parts.
  public init(parts: [String], outputDirectory: String) {
    self.parts = parts
    report = ReportRequest(outputDirectory: outputDirectory)
  }
}
