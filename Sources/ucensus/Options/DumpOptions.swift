internal import ArgumentParser
internal import Auditing
internal import Terminal

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

  @OptionGroup var reject: RejectOptions

  @Flag(
    help: ArgumentHelp(
      "Take a dump that is not what its pages or its manifest say, or that lacks a model to which "
        + "others refer."))
  var allowIncomplete = false

  @OptionGroup var sources: SourcesOptions

  @OptionGroup var threads: ThreadOptions

  @OptionGroup var progress: ProgressOptions

  @OptionGroup var temporary: TemporaryOptions

  /// True if the profile is that of a configuration, which is for dumps if there are any.
  var isProfileConfigured = false
  /// True if patterns of a configuration are among those of files to leave out.
  var areExclusionsConfigured = false

  /// Takes what a configuration says about dumps.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    let given = profile
    defaults.give(.profile, to: &profile)
    isProfileConfigured = given == nil && profile != nil
    defaults.give(.deviceClasses, to: &deviceClasses)
    defaults.give(.deviceClassesAdd, before: &deviceClassesAdd)
    areExclusionsConfigured = defaults.give(.exclude, before: &exclude)
    progress.take(&defaults)
    threads.take(&defaults)
    temporary.take(&defaults)
  }

  /// The files that the options name to be read.
  var files: [String?] { [platform, profile, deviceClasses] + deviceClassesAdd }

  /// Ends a run: times if they were asked for, and the status for records that were left out.
  func end(_ remarks: RunRemarks) throws {
    try progress.end(remarks.times, rejectedCount: remarks.rejectedCount)
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
    reject.apply(to: &request)
    request.allowIncomplete = allowIncomplete
    request.threads = threads.count
    temporary.apply(to: &request)
    return request
  }
}
