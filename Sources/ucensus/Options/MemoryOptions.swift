public import ArgumentParser
public import Auditing

extension MemorySize: ExpressibleByArgument {
  /// Reads `512M` and the like.
  public init?(argument: String) { self.init(argument) }
}

/// How much memory a run may take.
struct MemoryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The most memory, as 512M or 2G; a number alone is MiB. Of dumps, what does not fit goes to a "
        + "temporary file, and the result is the same (default: "
        + "512M). A columnar file is refused if its directory, or a group of it in a thread, would "
        + "take more (default: 1G), and so are packed files by verify and inspect.",
      valueName: "size"))
  var memoryLimit: MemorySize?

  /// The limit for a columnar file, in bytes.
  var byteCount: Int { memoryLimit?.byteCount ?? CountRequest.memoryLimitDefault }

  /// Takes the limit of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.memoryLimit, to: &memoryLimit)
  }

  /// Puts the limit into a request to read dumps.
  func apply(to request: inout DumpRequest) {
    if let memoryLimit { request.memoryLimit = memoryLimit.byteCount }
  }
}
