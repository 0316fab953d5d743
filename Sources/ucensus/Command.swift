internal import ArgumentParser
internal import Auditing
internal import Files
internal import Terminal

/// The command line: it alone parses arguments, prints and exits.
@main
struct Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ucensus",
    abstract: "Count what a unified-communications provider owes licences for.",
    discussion: """
      EXAMPLES
        ucensus audit dump/ -o reports                audit a raw dump in one go
        ucensus import sources.json -o dump           make a dump of exports of CUCM, Webex, …
        ucensus pack dump/ -o june.pack               keep what an audit needs of a dump
        ucensus convert dump/ -o june.ucol            keep a dump as a compact columnar file
        ucensus audit june.ucol -o reports            audit it, now or in a year
        ucensus audit a.ucol b.ucol -o reports        several clusters are one audit
        ucensus audit a/ --partial -o a.part          count here what is merged elsewhere
        ucensus merge a.part b.part -o reports        several partial results are one audit
        ucensus inspect june.ucol                     look inside a columnar file
        ucensus verify june.ucol a.part               are these files sound?
        ucensus diff may/ june.ucol                   what changed between two audits
        ucensus bill june/ --contract contract.json   what does it cost?
        ucensus list dump/ --column unclassified      who are they?
        ucensus explain dump/ --user jdoe             why are they counted so?
        ucensus report june/ -o june.html             the report as a page for browsers
        ucensus rules check contract.json             may an audit use these rules?
        ucensus data list                             rules, device classes, tables of licences
        ucensus audit june.ucol --compare offer.json  what would another contract cost?
        ucensus history add reports/                  keep audits, and see how numbers change
        ucensus export june.ucol --parquet tables     persons and devices for SQL

      ENVIRONMENT
        SOURCE_DATE_EPOCH  the time of the audit, in seconds since 1970
        UCENSUS_CONFIG     a file with options, in place of ucensus/config.json in XDG_CONFIG_HOME
        UCENSUS_KERNEL     the machine code that counts: portable, avx2 or avx512
        TMPDIR             where temporary files go
        NO_COLOR           if it is not empty, terminals get no colours

      EXIT STATUS
         0  done
         1  diff: the audits differ
         3  records, files or models of a dump are missing, or parts of a merge
         4  a columnar or packed file, identities, a part or a bundle is damaged
         5  done, but malformed records were left out
         6  the numbers shrank too much since an earlier audit; nothing was written
        64  usage error
        65  malformed records or data files; inputs that disagree or count twice
        66  an input is missing or unreadable
        70  an invariant failed: a defect of ucensus; nothing was written
        73  an output cannot be created, or is in the way
        74  reading or writing failed, for instance a full disk
      """,
    version: "ucensus \(Program.version)",
    subcommands: [
      ImportCommand.self, PackCommand.self, SharesCommand.self, ConvertCommand.self,
      AuditCommand.self, MergeCommand.self,
      InspectCommand.self,
      VerifyCommand.self, DiffCommand.self, BillCommand.self, ListCommand.self, ExplainCommand.self,
      RulesCommand.self, DataCommand.self, ExportCommand.self, ReportCommand.self,
      HistoryCommand.self,
    ])

  static func main() {
    Console.prepare()
    do {
      let words = PathText.arguments
      if let help = HistoryCommand.help(words) { try HistoryCommand.execute(help) }
      var command = try parse(words, naming: CommandNames(of: Self.self)) {
        try parseAsRoot(words)
      }
      if var configurable = command as? any ConfigurableCommand {
        try configurable.takeConfiguration()
        if let used = configurable.configuration.used, !configurable.namesConfiguration {
          Console.note(remark: .hint, "\(used.text); --no-config leaves them out")
        }
        command = configurable
      }
      try command.run()
    } catch let failure as Failure {
      Console.fail(failure)
    } catch {
      failParsing(error)
    }
  }
}
