public import ArgumentParser
public import Auditing
internal import Terminal

extension PartNumber: ExpressibleByArgument {
  /// Reads `K/N`.
  public init?(argument: String) { self.init(argument) }
}

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audit columnar files or raw dumps and write the reports.",
    discussion: """
      EXAMPLES
        ucensus audit dump/ -o reports
        ucensus audit june.ucol -o reports --date-time '2026-06-30 12:00'
        ucensus audit june.ucol --identities june.identities -o reports
        ucensus audit a.ucol b.ucol -o reports --rules contract.json
        ucensus audit june.ucol -o june --previous may/
        ucensus audit june.ucol -o reports --format json --quiet | jq .reports[0].totals
        ucensus audit june.ucol --compare contract.json
        ucensus audit north/ --partial -o north.part --part 1/3

      Several columnar files are one audit. Provider nodes of one name are one provider, which runs \
      several platforms. A customer that occurs in more than one file is refused, unless \
      --add-shared-customers says that each holds a part of it. Written \
      are the anonymous CSV, the detailed CSV (columnar files hold no names: it takes their \
      identities), the breakdown, a .hash for each that sha256sum -c accepts, and the provenance as JSON.

      With --compare no reports are written. Shown is what another rule set would change, for each \
      customer and in each column, and the user licences under both. The CSV has the user licences \
      of every customer.

      With --partial no reports are written, but one small file that holds counts and no names. \
      ucensus merge makes of several the reports that one audit over everything would write, if a \
      person's phones, profiles and accounts were counted together.
      """)

  @Argument(help: ArgumentHelp("Columnar files, or dumps as for convert.", valueName: "input"))
  var inputs: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The directory for the reports, made if it is not there; with --partial, the file, or - for "
        + "standard output.",
      valueName: "dir"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Count under this rule set, too, and show what changes.", valueName: "file"))
  var compare: String?

  @Option(
    help: ArgumentHelp(
      "The identities file of a columnar file among the inputs, for the detailed report; give one "
        + "for each columnar file.",
      valueName: "file"))
  var identities: [String] = []

  @Flag(help: "Write no reports, but one file with what was counted, for ucensus merge.")
  var partial = false

  @Option(
    help: ArgumentHelp(
      "With --partial: which part of how many this is, so that a merge misses none.",
      valueName: "k/n"))
  var part: PartNumber?

  @Option(
    help: ArgumentHelp(
      "With --partial: a second file with the names that the partial result leaves out, of customers "
        + "and of files, for ucensus merge --names.",
      valueName: "file"))
  var names: String?

  @OptionGroup var reports: ReportOptions
  @OptionGroup var plausibility: PlausibilityOptions
  @OptionGroup var map: MapOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if compare != nil {
      try checkComparison()
    } else if (output ?? "").isEmpty {
      throw ValidationError("--output takes a directory, or a file")
    }
    try Console.checkStandardInput(
      inputs + identities + dump.files
        + [plausibility.previous, compare, reports.rules, map.customerMap])
    if !partial { try Console.checkDirectory(output, "--output") }
    try Console.checkFile(names, "--names")
    if part != nil, !partial { throw ValidationError("--part goes with --partial") }
    if names != nil, !partial { throw ValidationError("--names goes with --partial") }
    if partial, !identities.isEmpty {
      throw ValidationError("--identities is for reports; a partial result holds no names")
    }
    if partial, plausibility.previous != nil || map.customerMap != nil {
      throw ValidationError(
        "\(map.customerMap == nil ? "--previous" : "--customer-map") is for reports; give it to "
          + "ucensus merge")
    }
    if partial, let option = reports.firstForReportsOnly {
      throw ValidationError("\(option) is for reports; give it to ucensus merge")
    }
  }

  private func checkComparison() throws {
    let others = [
      ("--output", output != nil), ("--partial", partial), ("--force", reports.force),
      ("--identities", !identities.isEmpty), ("--date-time", reports.dateTime != nil),
      ("--anonymous-only", reports.anonymousOnly), ("--previous", plausibility.previous != nil),
    ]
    if let option = others.first(where: \.1)?.0 {
      throw ValidationError("\(option) is for what is written; --compare writes no reports")
    }
  }

  func run() throws {
    if let compare {
      try show(comparisonWith: compare)
    } else if partial {
      try writePart(to: output ?? "")
    } else {
      try writeReports(to: output ?? "")
    }
  }

  private func show(comparisonWith rules: String) throws {
    var request = ComparisonRequest(inputs: inputs, otherRules: rules)
    try apply(to: &request.count)
    request.provider = reports.provider
    let outcome = try ProgressDisplay.show(progressMode) { progress in
      request.count.dump.progress = progress
      return try Comparison.run(request)
    }
    Console.note(warnings: outcome.warnings)
    reports.show { outcome.text($0, Console.style) }
    try dump.end(outcome.remarks)
  }

  private func writeReports(to output: String) throws {
    var request = AuditRequest(inputs: inputs, outputDirectory: output)
    try apply(to: &request.count)
    request.count.identities = identities
    reports.apply(to: &request.report, configuration)
    plausibility.apply(to: &request.report)
    let outcome = try ProgressDisplay.show(progressMode) { progress, endProgress in
      request.count.dump.progress = progress
      return try Audit.run(request) { (outcome) throws(Failure) in
        endProgress()
        try reports.announce(outcome)
      }
    }
    try dump.end(outcome.remarks)
  }

  private func writePart(to output: String) throws {
    var request = PartialAuditRequest(inputs: inputs, output: output)
    try apply(to: &request.count)
    request.number = part
    request.names = names
    request.force = reports.force
    let outcome = try ProgressDisplay.show(progressMode) { progress, endProgress in
      request.count.dump.progress = progress
      return try PartialAudit.run(request) { (outcome) throws(Failure) in
        endProgress()
        Console.note(warnings: outcome.warnings)
        if !reports.quiet { try Console.announce(outcome.text, writing: output) }
      }
    }
    try dump.end(outcome.remarks)
  }

  private var progressMode: ProgressMode { dump.progress.mode(isQuiet: reports.quiet) }

  private func apply(to request: inout CountRequest) throws {
    request.dump = dump.request(dumps: [])
    memory.apply(to: &request.dump)
    request.kernel = try Console.kernel()
    request.rules = reports.rules
    request.customerMap = map.customerMap
    request.addSharedCustomers = shared.addSharedCustomers
    request.memoryLimit = memory.byteCount
  }
}

extension AuditCommand: ConfigurableCommand {
  var namesConfiguration: Bool {
    reports.quiet || !partial && compare == nil && reports.namesConfiguration
  }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &reports.rules)
    // A partial result is a file of its own form.
    if !partial { reports.summary.take(&defaults) }
  }
}
