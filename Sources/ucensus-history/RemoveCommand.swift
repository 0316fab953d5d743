internal import ArgumentParser
internal import Auditing
internal import History
internal import Terminal

struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Remove an audit from the history.")

  @Argument(help: ArgumentHelp("Its number.", valueName: "audit"))
  var audit: Int

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @OptionGroup var store: StoreOptions

  func run() throws {
    let removed = try store.open().remove(audit)
    if !quiet { Console.print(AuditOutcome.printable("Removed \(removed.name)")) }
  }
}
