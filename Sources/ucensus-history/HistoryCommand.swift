internal import ArgumentParser
internal import Auditing
internal import Files
internal import Terminal

/// The command line of the history, which `ucensus history` runs.
@main
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ucensus history",
    abstract: "Keep audits, and see how their numbers change.",
    discussion: """
      EXAMPLES
        ucensus history add reports/
        ucensus history list
        ucensus history show latest
        ucensus history diff 2026-05 2026-06
        ucensus history trend --column 'Multiple Phones' --format json

      The history is an SQLite file: that of --store, else of UCENSUS_HISTORY, else \
      ucensus/history.sqlite in XDG_DATA_HOME (~/.local/share). It holds what anonymous reports hold, \
      and only its owner can read it. Several processes may use it at once. Everything is kept \
      unless add is told otherwise.
      """,
    version: "ucensus \(Program.version)",
    subcommands: [
      AddCommand.self, ListCommand.self, ShowCommand.self, DiffCommand.self, TrendCommand.self,
      RemoveCommand.self, PruneCommand.self,
    ])

  static func main() {
    Console.prepare()
    do {
      let words = PathText.arguments
      var command = try parse(words, naming: CommandNames(of: Self.self)) { try parseAsRoot(words) }
      try command.run()
    } catch let failure as Failure {
      Console.fail(failure)
    } catch {
      failParsing(error)
    }
  }
}
