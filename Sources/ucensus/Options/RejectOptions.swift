public import ArgumentParser
public import Auditing
internal import Terminal

extension OnError: ExpressibleByArgument {}

/// The treatment of malformed records.
struct RejectOptions: ParsableArguments {
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

  func validate() throws {
    if rejectFile != nil, onError != .reject {
      throw ValidationError("--reject-file goes with --on-error reject")
    }
    try Console.checkFile(rejectFile, "--reject-file")
  }

  /// Puts what was given into a request to read dumps.
  func apply(to request: inout DumpRequest) {
    request.onError = onError
    request.rejectFile = rejectFile
    request.unkeptRejects = "--reject-file keeps them"
  }
}
