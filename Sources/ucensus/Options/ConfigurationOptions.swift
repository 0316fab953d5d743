internal import ArgumentParser

/// Where options come from that are not on the command line. What they add is put among the arguments
/// by `ConfiguredArguments`, before these are parsed.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file with options that are not given here (default: UCENSUS_CONFIG, else "
        + "ucensus/config.json in XDG_CONFIG_HOME).", valueName: "file"))
  var config: String?

  @Flag(help: "Read no configuration.")
  var noConfig = false

  func validate() throws {
    if config != nil, noConfig { throw ValidationError("--config or --no-config, not both") }
    if config == "" { throw ValidationError("--config takes a file") }
  }
}
