internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc
internal import Terminal
internal import TextOutput

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Show a report as a page for browsers.",
    discussion: """
      EXAMPLES
        ucensus report june/ -o june.html
        ucensus report june.ucol -o june.html --against may/
        ucensus report june/ -o june.html --contract contract.json
        ucensus history trend --all-columns --format json | ucensus report june/ -o june.html --trend -
        ucensus report dump/ -o june.html --names

      The page is one file: it needs no network, prints, and sorts and searches its customers. The input \
      is a report (.csv), a directory with the reports of one audit, a bundle (.zip), or a columnar \
      file or a dump, which are counted. What stands beside a report is read, too: the breakdown and \
      the provenance tell what was left out, and why.

      Without --names the page is as anonymous as the report. With it customers have names, files that were \
      read, too, and only its owner can read the page.
      """)

  @Argument(help: ArgumentHelp("The report, or what is counted.", valueName: "input"))
  var input: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The page to write; - for standard output.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Show what changed since this audit.", valueName: "audit"))
  var against: String?

  @Option(help: ArgumentHelp("Show the bill under this contract.", valueName: "file"))
  var contract: String?

  @Option(
    help: ArgumentHelp(
      "Show trends: what ucensus history trend --format json writes; - for standard input.",
      valueName: "file"))
  var trend: String?

  @Flag(help: "Show names of customers and files.")
  var names = false

  @Option(
    help: ArgumentHelp(
      "The identities file of a columnar file, for names.", valueName: "file"))
  var identities: [String] = []

  @Flag(help: "Replace an existing file.")
  var force = false

  @Option(
    help: ArgumentHelp("Of several reports that of this provider.", valueName: "provider"))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      "The time of an audit that is counted for the page.", valueName: "'YYYY-MM-DD HH:MM'"))
  var dateTime: String?

  @Option(help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Flag(help: "Print nothing but errors and warnings.")
  var quiet = false

  @Flag(help: "Print what was written as JSON.")
  var json = false

  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if json, quiet || output == "-" {
      throw ValidationError("--json is about a file that is written: not with --quiet or -o -")
    }
    try Console.checkStandardInput(
      [input, against, trend, contract, rules] + identities + dump.files)
  }

  func run() throws {
    var request = PageRequest(input: input)
    request.output = output == "-" ? nil : output
    request.against = against
    request.trend = trend
    request.contract = contract
    request.isNamed = names
    try request.count.take(dump, memory, rules: rules)
    request.count.identities = identities
    request.force = force
    request.scope.provider = provider
    request.scope.dateTime = dateTime
    request.scope.sourceDateEpoch = EnvironmentVariable.text("SOURCE_DATE_EPOCH")
    request.scope.now = time(nil)
    let mode = dump.progress.mode(isQuiet: quiet)
    let outcome = try ProgressDisplay.show(mode) { progress, endProgress in
      request.count.dump.progress = progress
      return try Presentation.run(request) { (outcome) throws(Failure) in
        endProgress()
        Console.note(warnings: outcome.remarks.warnings)
        if quiet || output == "-" { return }
        try Console.announce(written(outcome))
      }
    }
    if output == "-" { Console.write(outcome.bytes) }
    try dump.end(outcome.remarks)
  }

  private func written(_ outcome: PageOutcome) -> String {
    if json { return outcome.json(output: output) }
    let customers = outcome.customerCount.counted("customer")
    return AuditOutcome.printable("Written: \(output), \(outcome.bytes.count) bytes: \(customers).")
  }
}

extension ReportCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &rules)
  }
}
