internal import ArgumentParser
internal import Auditing
internal import Terminal

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what is counted as tables for SQL and data frames.",
    discussion: """
      EXAMPLES
        ucensus export june.ucol --parquet tables
        ucensus export june.ucol --identities june.identities --parquet tables
        ucensus export dump/ --parquet tables --rules contract.json
        duckdb -c "SELECT class, count(*) FROM 'tables/devices.parquet' GROUP BY class"

      Written are customers.parquet, persons.parquet, devices.parquet and counts.parquet, the report \
      itself; DuckDB, pyarrow and Polars read them. They hold no names of customers, users or devices; \
      with --identities these are in three more tables, which only their owner can read. \
      Before the files get their names, their rows are compared with what an audit counts.
      """)

  @Argument(help: ArgumentHelp("Columnar files, or dumps as for convert.", valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "The directory for the Parquet files, made if it is not there.", valueName: "dir"))
  var parquet: String

  @Option(
    help: ArgumentHelp(
      "The identities file of a columnar file among the inputs, for tables of names; give one for "
        + "each columnar file.",
      valueName: "file"))
  var identities: [String] = []

  @Option(help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "Rows of a row group of the files, at most 1048576 (the default); any number gives the same rows.",
      valueName: "rows"))
  var rowGroupRows = ExportRequest.rowGroupRowCountDefault

  @Flag(help: "Replace existing files.")
  var force = false

  @Flag(help: "Print nothing but errors and warnings.")
  var quiet = false

  @Flag(help: "Print tables, rows and sizes as JSON.")
  var json = false

  @OptionGroup var map: MapOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var dump: DumpOptions
  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if quiet, json { throw ValidationError("--quiet or --json: one of them only") }
    if parquet.isEmpty { throw ValidationError("--parquet takes a directory") }
    guard ExportRequest.rowGroupRowCounts.contains(rowGroupRows) else {
      throw ValidationError("--row-group-rows takes a number from 1 to 1048576")
    }
    try Console.checkDirectory(parquet, "--parquet")
    try Console.checkStandardInput(
      inputs + identities + dump.files + [rules, map.customerMap])
  }

  func run() throws {
    var request = ExportRequest(inputs: inputs, directory: parquet)
    request.force = force
    request.rowGroupRowCount = rowGroupRows
    try request.count.take(dump, memory, rules: rules)
    request.count.identities = identities
    request.count.customerMap = map.customerMap
    request.count.addSharedCustomers = shared.addSharedCustomers
    let mode = dump.progress.mode(isQuiet: quiet)
    let outcome = try ProgressDisplay.show(mode) { progress, endProgress in
      request.count.dump.progress = progress
      return try Export.run(request) { (outcome) throws(Failure) in
        endProgress()
        Console.note(warnings: outcome.warnings)
        if quiet { return }
        try Console.announce(json ? outcome.json : outcome.lines.joined(separator: "\n"))
      }
    }
    try dump.end(outcome.remarks)
  }
}

extension ExportCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    dump.take(&defaults)
    memory.take(&defaults)
    defaults.give(.rules, to: &rules)
  }
}
