internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc

/// Where temporary files go.
struct TemporaryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where temporary files go (default: TMPDIR, else beside the output, or here).",
      valueName: "dir"))
  var temporaryDirectory: String?

  /// Takes the directory of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.temporaryDirectory, to: &temporaryDirectory)
  }

  /// Puts the directory into a request to read dumps.
  func apply(to request: inout DumpRequest) {
    guard let temporaryDirectory else { return }
    request.temporaryDirectory = temporaryDirectory
    StandardInput.temporaryDirectory = temporaryDirectory
  }
}

extension DumpRequest {
  /// A request whose temporary files go where `TMPDIR` says, if it says anything.
  init(inEnvironment dumps: [String]) {
    self.init(dumps: dumps)
    if let directory = EnvironmentVariable.filled("TMPDIR") { temporaryDirectory = directory }
  }
}
