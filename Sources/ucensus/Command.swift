internal import ArgumentParser
internal import Auditing

/// The command line: it alone parses arguments, prints and exits.
@main
struct Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ucensus",
    abstract: "Count what a unified-communications provider owes licences for.",
    discussion: """
      EXAMPLES
        ucensus audit dump/ -o reports                audit a raw dump in one go
        ucensus convert dump/ -o june.ucol            keep a dump as a compact columnar file
        ucensus audit june.ucol -o reports            audit it, now or in a year
        ucensus audit a.ucol b.ucol -o reports        several clusters are one audit
        ucensus inspect june.ucol                     look inside a columnar file

      EXIT STATUS
         0  done
         3  the dump is incomplete: fewer records than it announces
         4  a columnar file is damaged
        64  the command line makes no sense
        65  malformed data: a record, a rule set, a profile, facts that disagree
        66  an input is missing or unreadable
        70  an invariant failed: a defect of ucensus, nothing was written
        73  an output cannot be created
        74  reading or writing failed, for instance a full disk
      """,
    version: "ucensus \(Program.version)",
    subcommands: [ConvertCommand.self, AuditCommand.self, InspectCommand.self])

  static func main() {
    Console.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Console.fail(failure)
    } catch {
      exit(withError: error)
    }
  }
}
