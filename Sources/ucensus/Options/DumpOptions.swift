public import ArgumentParser
public import Auditing
internal import Terminal

extension OnError: ExpressibleByArgument {}

/// The options of everything that reads dumps.
struct DumpOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Platform facts for the head of the report; each key in it counts before that of the dump's "
        + "platform.json.",
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

  @OptionGroup var threadOptions: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "How far reading has come: on a terminal (auto), as lines of a log, or not at all.",
      valueName: "auto|plain|none"))
  var progress = ProgressMode.auto

  @Flag(help: "Say how long each stage took, and the most memory that was in use.")
  var timings = false

  func validate() throws {
    if rejectFile != nil, onError != .reject {
      throw ValidationError("--reject-file goes with --on-error reject")
    }
    try Console.checkFile(rejectFile, "--reject-file")
  }

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
    let configured = (try? ConfiguredArguments.ofThisRun.get())?.used?.options ?? []
    request.isProfileOptional = configured.contains("--profile")
    request.exclusions = exclude
    request.areExclusionsOptional = configured.contains("--exclude")
    request.deviceClasses = deviceClasses
    request.deviceClassChanges = deviceClassesAdd
    request.exports = sources.exports
    request.onError = onError
    request.rejectFile = rejectFile
    request.allowIncomplete = allowIncomplete
    request.threads = threadOptions.count
    return request
  }
}
