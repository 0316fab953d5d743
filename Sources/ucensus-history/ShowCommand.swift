internal import ArgumentParser
internal import Auditing
internal import CensusModel
internal import History
internal import Report
internal import Terminal
internal import TextOutput

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the totals of an audit, or the row of a customer.",
    discussion: """
      EXAMPLES
        ucensus history show latest
        ucensus history show 2026-06
        ucensus history show 2026-06-30 --customer 5e54067d116fa10046313224 --format csv

      Licences come first, where the report was added with its breakdown. What is shown is \
      compared with the SHA-256 of what was added; the exit status is 4 if they differ.
      """)

  @Argument(
    help: ArgumentHelp(
      "The audit: its number, latest, YYYY-MM, YYYY-MM-DD or 'YYYY-MM-DD HH:MM'.",
      valueName: "audit"))
  var audit: String

  @Option(help: ArgumentHelp("Show this customer.", valueName: "PKID"))
  var customer: String?

  @OptionGroup var output: FormatOptions

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var store: StoreOptions

  func run() throws {
    let content = try store.open().audit(audit, selection.selection)
    let row = customer.flatMap { wanted in
      content.wholeTable.rows.first { $0.pkid.isSamePKID(as: wanted) }
    }
    if let customer, row == nil {
      throw Failure(.usage, "\(content.audit.name), has no customer \(customer)")
    }
    let format = output.format ?? .table
    Console.write(Array(format.text(of: content, customer: row, Console.style).utf8))
  }
}
