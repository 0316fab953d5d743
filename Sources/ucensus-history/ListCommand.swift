internal import ArgumentParser
internal import History
internal import Report
internal import Terminal
internal import TextOutput

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the audits of the history, by provider, host and time.")

  @OptionGroup var output: FormatOptions

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var store: StoreOptions

  func run() throws {
    let audits = try store.open().audits(selection.selection)
    let format = output.format ?? .table
    Console.write(Array(format.text(of: audits, Console.style).utf8))
  }
}
