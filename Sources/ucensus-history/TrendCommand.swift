internal import ArgumentParser
internal import Auditing
internal import History
internal import Report
internal import Terminal
internal import TextOutput

struct TrendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "Show how columns change from audit to audit.",
    discussion: """
      EXAMPLES
        ucensus history trend --column 'Multiple Phones'
        ucensus history trend --all-columns --format csv > trends.csv
        ucensus history trend --column 'Site Count' --customer 5e54067d116fa10046313224

      Each provider and host has its own trend. A setting counts 1 for each Y. An audit that lacks the \
      column or the customer has no number.
      """)

  @Option(help: ArgumentHelp("The title of a column; may be given again.", valueName: "title"))
  var column: [String] = []

  @Flag(help: "All columns.")
  var allColumns = false

  @Option(help: ArgumentHelp("Of this customer only.", valueName: "PKID"))
  var customer: String?

  @OptionGroup var output: FormatOptions

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var store: StoreOptions

  func validate() throws {
    if column.isEmpty != allColumns {
      throw ValidationError("give --column, or --all-columns")
    }
  }

  func run() throws {
    var request = TrendRequest()
    request.columns = allColumns ? nil : column
    request.customer = customer
    request.selection = selection.selection
    let outcome = try store.open().trends(request)
    Console.note(warnings: outcome.warnings)
    let format = output.format ?? .table
    Console.write(Array(format.text(of: outcome.trends, Console.style).utf8))
  }
}
