public import ArgumentParser
public import Auditing
internal import Glibc

extension OnError: ExpressibleByArgument {}

/// The options of everything that reads dumps.
struct DumpOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Platform facts for the head of the report, in place of the dump's platform.json.",
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
      "What to do with a malformed record: stop, or leave it out and go on.",
      valueName: "fail|reject"))
  var onError = OnError.fail

  @Option(
    help: ArgumentHelp(
      "Where rejected records go, raw, each with file, line, byte and reason (JSON Lines).",
      valueName: "file"))
  var rejectFile: String?

  @Flag(help: "Take a dump that holds fewer records than its pages announce.")
  var allowIncomplete = false

  @Option(help: ArgumentHelp("Threads (default: one per processor).", valueName: "n"))
  var threads: Int?

  @Flag(help: "Say how long each stage took, and the most memory that was in use.")
  var timings = false

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
    if rejectFile != nil, onError != .reject {
      throw ValidationError("--reject-file goes with --on-error reject")
    }
  }

  func request(dumps: [String]) -> DumpRequest {
    var request = DumpRequest(dumps: dumps)
    request.platform = platform
    request.profile = profile
    request.deviceClasses = deviceClasses
    request.onError = onError
    request.rejectFile = rejectFile
    request.allowIncomplete = allowIncomplete
    request.threads = threads ?? Self.processorCount
    return request
  }

  private static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
