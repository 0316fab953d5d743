internal import Files

/// What to do with malformed records.
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
  /// What to do with malformed records.
  public var onError = OnError.fail
  /// Where rejected records go, as JSON Lines.
  public var rejectFile: String?
  /// Whether a dump with fewer records than it announces is taken all the same.
  public var allowIncomplete = false
  /// How many threads work.
  public var threads = 1
  /// Bytes that a thread reads at once; any value gives the same result.
  public var chunkByteCount: Int?
  /// What everything is read and written with, so that tests can make any call fail.
  var fileSystem = FileSystem.live

  /// Every file and directory that is read for this request.
  var inputs: [String] { dumps + [platform, profile, deviceClasses].compactMap(\.self) }

  /// Whether dumps may contradict each other on `Date Time`, because something else decides it.
  var isDateTimeDecided = false

  /// A request for these dumps, with the built-in data files.
  public init(dumps: [String]) { self.dumps = dumps }
}

/// One conversion: dumps to a columnar file.
public struct ConversionRequest: Sendable {
  /// What to read, and how.
  public var dump: DumpRequest
  /// The columnar file.
  public var output: String
  /// Whether an existing file is replaced.
  public var force = false
  /// Persons in a group of the file; any value gives the same counts.
  public var groupPersonCount: Int?

  /// A request to convert these dumps to this file.
  public init(dumps: [String], output: String) {
    dump = DumpRequest(dumps: dumps)
    self.output = output
  }
}

/// One audit: columnar files, or dumps, to reports.
public struct AuditRequest: Sendable {
  /// Columnar files and dumps, together one audit.
  public var inputs: [String]
  /// The directory that receives the reports.
  public var outputDirectory: String
  /// How dumps among the inputs are read; its list of dumps is not used.
  public var dump = DumpRequest(dumps: [])
  /// Whether existing files are replaced.
  public var force = false
  /// `YYYY-MM-DD HH:MM`, UTC.
  public var dateTime: String?
  /// The one provider to report, by name.
  public var provider: String?
  /// A rule set in place of the built-in one.
  public var rules: String?
  /// Leave out every file that holds names.
  public var anonymousOnly = false
  /// Persons in a group; any value gives the same counts.
  public var groupPersonCount: Int?
  /// `SOURCE_DATE_EPOCH`, if the environment has it.
  public var sourceDateEpoch: String?
  /// The clock, in seconds since 1970.
  public var now: Int = 0

  /// Every file and directory that is read for this request.
  var allInputs: [String] { inputs + dump.inputs + [rules].compactMap(\.self) }

  /// Whether the time of the audit comes from elsewhere than the platform facts.
  var isDateTimeDecided: Bool { dateTime != nil || !(sourceDateEpoch ?? "").isEmpty }

  /// A request to audit these inputs.
  public init(inputs: [String], outputDirectory: String) {
    self.inputs = inputs
    self.outputDirectory = outputDirectory
  }
}
