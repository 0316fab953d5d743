internal import ArgumentParser
internal import Auditing
internal import Glibc
internal import Report
internal import Terminal
internal import TextOutput

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert raw dumps to one columnar file (.ucol).",
    discussion: """
      EXAMPLES
        ucensus convert dump/ -o june.ucol
        ucensus convert cluster-a/ cluster-b.zip -o june.ucol
        zcat users.jsonl.gz | ucensus convert hierarchy.jsonl - -o june.ucol
        ucensus convert dump/ -o - | ssh archive 'cat > june.ucol'
        ucensus convert dump/ -o june.ucol --with-identities
        ucensus convert dump/ -o june.ucol --resume
        ucensus convert dump/ --dry-run
        ucensus convert dump/ -o june.ucol --on-error reject --reject-file bad.jsonl

      A dump is a directory with its subdirectories, a file, or - for standard input; several are \
      one dump. Files are JSON Lines, REST list pages or JSON arrays, plain or compressed with \
      gzip, zstd, LZ4 or ZIP, told apart by their content.

      With --dry-run nothing is written. Shown are the files, with form and size (of entries of a zip \
      unpacked), the models and their roles, and how long reading would take, estimated from the \
      beginnings of the files, which are parsed. If they show what would stop the \
      conversion, that is an error with the exit status that the conversion would have.
      """)

  @Argument(help: ArgumentHelp("Directories, files, or - .", valueName: "dump"))
  var dumps: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The columnar file; - for standard output.", valueName: "file.ucol"))
  var output: String?

  @Flag(help: "Look at the dumps and say what would be read; write nothing.")
  var dryRun = false

  @OptionGroup var plan: FormatOptions

  @Flag(
    help: ArgumentHelp(
      "Write names of customers, users and devices to a second file, beside the columnar file "
        + "and with the ending .identities, which only you can read."))
  var withIdentities = false

  @Flag(help: "Replace an existing file.")
  var force = false

  @Flag(
    help: ArgumentHelp(
      "Keep what has been read in <file.ucol>.resume until the file is written, and begin with what "
        + "an interrupted run has kept there. Files that have changed are read again."))
  var resume = false

  /// For tests: portions of small dumps.
  @Option(help: .private) var portionBytes: Int?

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if output == "" || output == nil && !dryRun {
      throw ValidationError("--output takes a file")
    }
    if quiet, dryRun { throw ValidationError("--dry-run has no other result than what it prints") }
    if !dryRun { try plan.checkIsTableOrJSON() }
    if quiet, plan.format == .json { throw ValidationError("--quiet or --json: one of them only") }
    if dryRun, dumps.contains("-") {
      throw ValidationError("--dry-run looks at files: standard input can be read once only")
    }
    try checkStandardStreams()
  }

  private func checkStandardStreams() throws {
    try Console.checkStandardInput(dumps + dump.files)
    guard output == "-" else { return }
    if withIdentities {
      throw ValidationError("--with-identities writes a second file beside the first: no -")
    }
    if resume { throw ValidationError("--resume keeps what was read beside the output: no -") }
    if isatty(STDOUT_FILENO) == 1 {
      throw ValidationError("standard output is a terminal: give a file, or a pipe for -")
    }
  }

  func run() throws {
    var request = ConversionRequest(dumps: dumps, output: output ?? "")
    request.dump = dump.request(dumps: dumps)
    memory.apply(to: &request.dump)
    request.dump.keepsIdentities = withIdentities
    request.force = force
    if dryRun { return try show(ConversionPlan(request)) }
    if resume { request.dump.resumeDirectory = request.resumeDirectory }
    request.dump.portionByteCount = portionBytes.map { max(1, $0) }
    let outcome = try ProgressDisplay.show(dump.progress.mode(isQuiet: quiet)) {
      progress, endProgress in
      request.dump.progress = progress
      return try Conversion.run(request) { (outcome) throws(Failure) in
        endProgress()
        Console.note(warnings: outcome.warnings)
        if quiet { return }
        try Console.announce(outcome.text(plan.format ?? .table), writing: request.output)
      }
    }
    try dump.end(outcome.remarks)
  }

  private func show(_ plan: ConversionPlan) throws {
    Console.note(warnings: plan.warnings)
    let format = self.plan.format ?? .table
    Console.print(plan.text(format, Console.style), as: format)
    for failure in plan.failures { Console.note(failure) }
    if let first = plan.failures.first { throw ExitCode(first.status.rawValue) }
  }
}

extension ConvertCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    if dryRun { plan.take(&defaults) }
  }
}
