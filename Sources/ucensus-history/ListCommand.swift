internal import ArgumentParser
internal import History
internal import Report
internal import Terminal
internal import TextOutput

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the audits of the history, by provider, host and time.")

  @Option(help: ArgumentHelp("How to write it.", valueName: "table|csv|json"))
  var format = OutputFormat.table

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var store: StoreOptions

  func run() throws {
    let audits = try store.open().audits(selection.selection)
    Console.write(Array(format.text(of: audits, Console.style).utf8))
  }
}
