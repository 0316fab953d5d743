public import ArgumentParser
public import Auditing
internal import Terminal

extension OnError: ExpressibleByArgument {}

/// The options of everything that reads dumps.
struct DumpOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Platform facts for the head of the report, and where dumps disagree on them; each key in it "
        + "counts before that of the dump's platform.json.",
      valueName: "file"))
  var platform: String?

  @Option(
    help: ArgumentHelp(
      "Which models and fields of the dump play which role, in place of the built-in profile.",
      valueName: "file"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Device models and their classes (CSV), in place of the built-in table.", valueName: "file"))
  var deviceClasses: String?

  @Option(
    help: ArgumentHelp(
      "Lines of a device table that replace those of the same names (repeatable).",
      valueName: "file"))
  var deviceClassesAdd: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out files, folders and entries of archives whose name or path matches (repeatable): * "
        + "stands for any characters, ? for one.",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp(
      "What to do with a malformed record: stop, or leave it out and go on (status 5 at the end).",
      valueName: "fail|reject"))
  var onError = OnError.fail

  @Option(
    help: ArgumentHelp(
      "Where rejected records go, raw, each with file, line, byte and reason (JSON Lines).",
      valueName: "file"))
  var rejectFile: String?

  @Flag(
    help: ArgumentHelp(
      "Take a dump that is not what its pages or its manifest say, or that lacks a model to which "
        + "others refer."))
  var allowIncomplete = false

  @OptionGroup var sources: SourcesOptions

  @OptionGroup var threads: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "How far reading has come: on a terminal (auto), as lines of a log, or not at all.",
      valueName: "auto|plain|none"))
  var progress: ProgressMode?

  @Flag(help: "Say how long each stage took, and the most memory that was in use.")
  var timings = false

  @OptionGroup var temporary: TemporaryOptions

  /// True if the profile is that of a configuration, which is for dumps if there are any.
  var isProfileConfigured = false
  /// True if patterns of a configuration are among those of files to leave out.
  var areExclusionsConfigured = false

  func validate() throws {
    if rejectFile != nil, onError != .reject {
      throw ValidationError("--reject-file goes with --on-error reject")
    }
    try Console.checkFile(rejectFile, "--reject-file")
  }

  /// Takes what a configuration says about dumps.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    let given = profile
    defaults.give(.profile, to: &profile)
    isProfileConfigured = given == nil && profile != nil
    defaults.give(.deviceClasses, to: &deviceClasses)
    defaults.give(.deviceClassesAdd, before: &deviceClassesAdd)
    areExclusionsConfigured = defaults.give(.exclude, before: &exclude)
    defaults.give(.progress, to: &progress)
    threads.take(&defaults)
    temporary.take(&defaults)
  }

  /// How progress is shown; not at all in a quiet run.
  func progressMode(isQuiet: Bool) -> ProgressMode { isQuiet ? .none : progress ?? .auto }

  /// The files that the options name to be read.
  var files: [String?] { [platform, profile, deviceClasses] + deviceClassesAdd }

  /// Ends a run: times if they were asked for, and the status for records that were left out.
  func end(_ remarks: RunRemarks) throws {
    if timings { Console.note(times: remarks.times) }
    try Console.end(rejectedCount: remarks.rejectedCount)
  }

  func request(dumps: [String]) -> DumpRequest {
    var request = DumpRequest(inEnvironment: dumps)
    request.platform = platform
    request.profile = profile
    request.isProfileOptional = isProfileConfigured
    request.exclusions = exclude
    request.areExclusionsOptional = areExclusionsConfigured
    request.deviceClasses = deviceClasses
    request.deviceClassChanges = deviceClassesAdd
    request.exports = sources.exports
    request.onError = onError
    request.rejectFile = rejectFile
    request.allowIncomplete = allowIncomplete
    request.threads = threads.count
    temporary.apply(to: &request)
    return request
  }
}
