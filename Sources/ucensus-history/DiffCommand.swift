internal import ArgumentParser
internal import Auditing
internal import History
internal import Report
internal import Terminal
internal import TextOutput

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two audits of the history, customer by customer.",
    discussion: """
      EXAMPLES
        ucensus history diff 2026-05 2026-06
        ucensus history diff 2026-05 latest --top 20

      The output is that of ucensus diff for two reports. The exit status is 0 if nothing differs \
      and 1 if anything does.
      """)

  @Argument(
    help: ArgumentHelp(
      "The first audit: its number, latest, YYYY-MM, YYYY-MM-DD or 'YYYY-MM-DD HH:MM'.",
      valueName: "before"))
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

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var store: StoreOptions

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top takes a number from 0") }
    if top != nil, summary { throw ValidationError("--top or --summary: one of them only") }
  }

  func run() throws {
    let store = try store.open()
    let contents = try [before, after].map { try store.audit($0, selection.selection) }
    let outcome = DifferenceOutcome(
      from: contents[0].side, to: contents[1].side,
      DifferenceView(customerCountMax: summary ? 0 : top))
    Console.note(warnings: outcome.remarks.warnings)
    let format = output.format ?? .table
    Console.print(outcome.text(format, Console.style), as: format)
    if outcome.isDifferent { throw ExitCode(ExitStatus.different.rawValue) }
  }
}
