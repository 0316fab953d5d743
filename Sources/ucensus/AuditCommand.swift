internal import ArgumentParser
internal import Auditing
internal import Glibc

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Audit columnar files or raw dumps and write the reports.",
    discussion: """
      EXAMPLES
        ucensus audit dump/ -o reports
        ucensus audit june.ucol -o reports --date-time '2026-06-30 12:00'
        ucensus audit a.ucol b.ucol -o reports --rules contract.json
        ucensus audit june.ucol -o reports --json --quiet | jq .reports[0].totals

      Several columnar files are one audit: customers that occur in more than one add up. Written \
      are the anonymous CSV, the detailed CSV (from dumps only: columnar files hold no names), the \
      breakdown, a .hash for each that sha256sum -c accepts, and the provenance as JSON.
      """)

  @Argument(help: ArgumentHelp("Columnar files, or dumps as for convert.", valueName: "input"))
  var inputs: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the reports; made if it is not there.", valueName: "dir"))
  var output: String

  @Flag(help: "Replace existing files.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "The time of the audit, UTC (default: SOURCE_DATE_EPOCH, the platform facts, now).",
      valueName: "'YYYY-MM-DD HH:MM'"))
  var dateTime: String?

  @Option(
    help: ArgumentHelp(
      "Report just this provider of several, by name or PKID.", valueName: "provider"))
  var provider: String?

  @Option(
    help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Flag(help: "Write no file that holds names.")
  var anonymousOnly = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(help: "Print nothing but errors, and the JSON if asked for.")
  var quiet = false

  @OptionGroup var dump: DumpOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output takes a directory") }
    try Console.checkStandardInput(inputs)
  }

  func run() throws {
    var request = AuditRequest(inputs: inputs, outputDirectory: output)
    request.dump = dump.request(dumps: [])
    request.force = force
    request.dateTime = dateTime
    request.provider = provider
    request.rules = rules
    request.anonymousOnly = anonymousOnly
    request.sourceDateEpoch = getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) }
    request.now = time(nil)
    let outcome = try Audit.run(request)
    if !quiet { for warning in outcome.warnings { Console.note(remark: "warning", warning) } }
    if json {
      Console.print(outcome.json)
    } else if !quiet {
      Console.print(outcome.text(width: Console.width))
    }
    if dump.timings { Console.note(times: outcome.times) }
  }
}
