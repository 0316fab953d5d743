internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc

/// The configuration file, which gives options that are not on the command line.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with options that are not given here (default: UCENSUS_CONFIG, else "
        + "ucensus/config.json in XDG_CONFIG_HOME).", valueName: "file"))
  var config: String?

  @Flag(help: "Read no configuration.")
  var noConfig = false

  /// The configuration that gave options; nil where none did.
  var used: UsedConfiguration?

  private enum CodingKeys: CodingKey { case config, noConfig }

  func validate() throws {
    if config != nil, noConfig { throw ValidationError("--config or --no-config, not both") }
    if config == "" { throw ValidationError("--config takes a file") }
  }

  /// The file: as it is given, else of the environment; nil where nothing names one.
  var path: String? {
    if noConfig { return nil }
    if let config { return config }
    if let named = EnvironmentVariable.filled("UCENSUS_CONFIG") { return named }
    var base = EnvironmentVariable.text("XDG_CONFIG_HOME") ?? ""
    // A path that is not absolute is to be ignored (XDG Base Directory Specification).
    if !base.hasPrefix("/") { base = (EnvironmentVariable.filled("HOME") ?? "") + "/.config" }
    let usual = base + "/ucensus/config.json"
    return unsafe base.hasPrefix("/") && access(usual, F_OK) == 0 ? usual : nil
  }
}
