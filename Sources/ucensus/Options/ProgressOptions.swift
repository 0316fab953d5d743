internal import ArgumentParser
internal import Auditing
internal import Terminal
internal import TextOutput

/// The progress and the times that a run shows.
struct ProgressOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How far reading has come: on a terminal (auto), as lines of a log, or not at all.",
      valueName: "auto|plain|none"))
  var progress: ProgressMode?

  @Flag(help: "Say how long each stage took, and the most memory that was in use.")
  var timings = false

  /// Takes the progress of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.progress, to: &progress)
  }

  /// How progress is shown; not at all in a quiet run.
  func mode(isQuiet: Bool) -> ProgressMode { isQuiet ? .none : progress ?? .auto }

  /// Ends a run: times if they were asked for, and the status for records that were left out.
  func end(_ times: StageTimes, rejectedCount: Int) throws {
    if timings { Console.note(times: times) }
    try Console.end(rejectedCount: rejectedCount)
  }
}
