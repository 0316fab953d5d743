internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two audits, customer by customer.",
    discussion: """
      EXAMPLES
        ucensus diff may/ june/
        ucensus diff may.ucol june.ucol --rules contract.json
        ucensus diff may/ june/ --top 20
        ucensus diff may.ucol june.ucol --persons --format csv > moved.csv
        ucensus diff may/vlf_CS-P_VOSS-UN-1_anonymous_2026-05-31_1200.csv june.ucol --format csv

      Each audit is a report (.csv), a directory with the reports of one audit, a bundle (.zip), a \
      columnar file or a dump (- for standard input); the last two are counted first. Totals that \
      changed come first, then every customer that is new, gone or changed, those that changed \
      most first. Licences are compared where both audits have a breakdown; customers have names \
      where a detailed report, a dump, or the identities file beside a columnar file has them. The \
      CSV has a line for each column of a customer that changed, without totals. With --persons \
      both audits are columnar files with identities, or dumps; the CSV then has a line for each \
      person. A report that its .hash does not fit is refused. The exit status is 0 if nothing \
      differs, 1 if anything does, and 5 if records were left out, whether or not anything differs.
      """)

  @Argument(help: ArgumentHelp("The first audit.", valueName: "before"))
  var before: String

  @Argument(help: ArgumentHelp("The second audit.", valueName: "after"))
  var after: String

  @OptionGroup var output: FormatOptions

  @Option(
    help: ArgumentHelp(
      "Show at most this many customers, those that changed most.", valueName: "number"))
  var top: Int?

  @Flag(help: "Show totals only.")
  var summary = false

  @Flag(help: "Show who is new, gone, in another column, or has other licences.")
  var persons = false

  @Flag(
    help: "Print nothing but errors and warnings; the exit status says whether anything differs.")
  var quiet = false

  @Option(help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    try Console.checkStandardInput([before, after, rules] + dump.files)
    if let top, top < 0 { throw ValidationError("--top takes a number from 0") }
    if top != nil, summary { throw ValidationError("--top or --summary: one of them only") }
  }

  func run() throws {
    var request = DifferenceRequest(before: before, after: after)
    request.customerCountMax = top
    request.isSummary = summary
    request.hasPersons = persons
    try request.count.take(dump, memory, rules: rules)
    let outcome = try ProgressDisplay.show(dump.progress.mode(isQuiet: quiet)) { progress in
      request.count.dump.progress = progress
      return try Difference.run(request)
    }
    Console.note(warnings: outcome.remarks.warnings)
    if !quiet {
      let format = output.format ?? .table
      Console.print(outcome.text(format, Console.style), as: format)
    }
    try dump.end(outcome.remarks)
    if outcome.isDifferent { throw ExitCode(ExitStatus.different.rawValue) }
  }
}

extension DiffCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &rules)
    output.take(&defaults)
  }
}
