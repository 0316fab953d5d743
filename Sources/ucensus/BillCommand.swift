internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct BillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bill",
    abstract: "Make the bill of an audit under a contract.",
    discussion: """
      EXAMPLES
        ucensus bill june/ --contract contract.json
        ucensus bill june/ --contract contract.json --against may/
        ucensus bill june.ucol --contract contract.json --compare offer.json --format csv
        ucensus bill --template > contract.json
        ucensus bill --check contract.json

      The input is a report (.csv), a directory with the reports of one audit, a bundle (.zip), a \
      columnar file or a dump; the last two are counted first. For each line of the contract the \
      bill says what is used, what is included and bought, what is over and under, and the \
      amount. Every sum agrees with the report, or no bill is made. data/README.md describes \
      contracts.
      """)

  @Argument(help: ArgumentHelp("The audit that is billed.", valueName: "input"))
  var input: String?

  @Option(help: ArgumentHelp("The contract.", valueName: "file"))
  var contract: String?

  @Option(help: ArgumentHelp("Another contract, to show beside it.", valueName: "file"))
  var compare: String?

  @Option(help: ArgumentHelp("Show what changed since the bill of this audit.", valueName: "audit"))
  var against: String?

  @OptionGroup var output: FormatOptions

  @Option(
    help: ArgumentHelp("Of several reports that of this provider.", valueName: "provider"))
  var provider: String?

  @Flag(help: "Print a contract to start from.")
  var template = false

  @Option(help: ArgumentHelp("Check a contract; nothing is billed.", valueName: "file"))
  var check: String?

  @Option(help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Flag(help: "Show totals of lines only, without customers and resellers.")
  var summary = false

  @Flag(help: "Print nothing but the bill, warnings and errors.")
  var quiet = false

  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    let ways = [input != nil, template, check != nil].count(where: \.self)
    guard ways == 1 else {
      throw ValidationError("give one of: an input with --contract, --template, --check")
    }
    guard input == nil || contract != nil else {
      throw ValidationError("--contract names the contract of the bill")
    }
    try Console.checkStandardInput(
      [input, contract, compare, against, check, rules] + dump.files)
  }

  func run() throws {
    if template { return Console.write(ContractBilling.template) }
    if let check {
      return Console.print(AuditOutcome.printable(try ContractBilling.check(check)))
    }
    var request = BillRequest(input: input ?? "", contract: contract ?? "")
    request.otherContract = compare
    request.against = against
    request.provider = provider
    request.isSummary = summary
    try request.count.take(dump, memory, rules: rules)
    let outcome = try ProgressDisplay.show(dump.progress.mode(isQuiet: quiet)) { progress in
      request.count.dump.progress = progress
      return try ContractBilling.run(request)
    }
    Console.note(warnings: outcome.remarks.warnings)
    let format = output.format ?? .table
    Console.print(outcome.text(format, Console.style), as: format)
    try dump.end(outcome.remarks)
  }
}

extension BillCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    // Nothing is counted for a template or a check.
    guard input != nil else { return }
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &rules)
    output.take(&defaults)
  }
}
