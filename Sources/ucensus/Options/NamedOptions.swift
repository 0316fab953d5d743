internal import ArgumentParser
internal import Auditing
internal import Terminal

/// The options of everything that names persons and devices.
struct NamedOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Columnar files with their identities, or dumps as for convert.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "The identities of the one columnar file (default: the file beside it, with .identities "
        + "for .ucol).", valueName: "file"))
  var identities: String?

  @Option(
    help: ArgumentHelp("Look at this customer only.", valueName: "PKID or name"))
  var customer: String?

  @Option(help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Flag(help: "Print nothing but errors, warnings and the result.")
  var quiet = false

  @OptionGroup var shared: SharedOptions
  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions

  func validate() throws {
    try Console.checkStandardInput(inputs + [identities, rules] + dump.files)
  }

  /// Takes what a configuration says about inputs and rules.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &rules)
  }

  /// Reads the inputs, with progress shown, and prints the warnings.
  func read<Value>(
    _ body: (NamedRequest) throws -> (Value, RunRemarks)
  ) throws -> (Value, RunRemarks) {
    var request = try request()
    let mode = dump.progress.mode(isQuiet: quiet)
    let (value, remarks) = try ProgressDisplay.show(mode) { progress in
      request.dump.progress = progress
      return try body(request)
    }
    Console.note(warnings: remarks.warnings)
    return (value, remarks)
  }

  private func request() throws -> NamedRequest {
    var request = NamedRequest(inputs: inputs)
    request.identities = identities
    request.customer = customer
    request.addSharedCustomers = shared.addSharedCustomers
    request.rules = rules
    request.dump = dump.request(dumps: [])
    request.kernel = try Console.kernel()
    request.memoryLimit = memory.byteCount
    memory.apply(to: &request.dump)
    return request
  }
}
