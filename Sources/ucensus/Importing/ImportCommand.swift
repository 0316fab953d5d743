public import ArgumentParser
internal import Auditing
internal import Terminal
internal import TextOutput

extension ImportEncoding: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a dump of exports of CUCM, Unity, Webex, Microsoft and other systems.",
    discussion: """
      EXAMPLES
        ucensus import --template > sources.json
        ucensus import sources.json --dry-run
        ucensus import sources.json -o dump
        ucensus import sources.json -o - | ucensus audit - -o reports

      The sources file names the customers with their sites, and the exported files of each \
      system. Every record gets a customer and a site; what has none stops the import and is \
      listed. The dump is JSON Lines, a file for each model, with platform.json, manifest.json \
      and import.json, which says what was read, used and left out.
      """)

  @Argument(help: ArgumentHelp("The sources file (JSON).", valueName: "sources.json"))
  var sources: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The directory for the dump, made if it is missing; - writes records to standard output.",
      valueName: "dir"))
  var output: String?

  @Flag(help: "Read everything and show the result; write nothing.")
  var dryRun = false

  @Flag(help: "Print a sources file to start from.")
  var template = false

  @Option(
    help: ArgumentHelp(
      "What to do with a record without a customer and a site: stop, or leave it out and go on "
        + "(status 5 at the end).",
      valueName: "fail|reject"))
  var onError = OnError.fail

  @Option(help: ArgumentHelp("Where such records go (JSON Lines).", valueName: "file"))
  var rejectFile: String?

  @Flag(help: "Accept exports that are incomplete by what they say themselves.")
  var allowIncomplete = false

  @Option(
    help: ArgumentHelp(
      "Leave out files that match, by path or name; can be repeated.", valueName: "pattern"))
  var exclude: [String] = []

  @OptionGroup var exports: SourcesOptions

  @Flag(help: "Replace existing files.")
  var force = false

  @OptionGroup var threads: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "How far reading has come: on a terminal (auto), as lines of a log, or not at all.",
      valueName: "auto|plain|none"))
  var progress: ProgressMode?

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  @OptionGroup var format: DocumentOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if quiet, dryRun || template || format.format != nil {
      throw ValidationError("--quiet prints no result: not with --dry-run, --template or --json")
    }
    if template {
      if sources != nil || output != nil { throw ValidationError("--template goes alone") }
      return
    }
    if sources == nil { throw ValidationError("a sources file is missing; --template prints one") }
    if (output ?? "").isEmpty, !dryRun { throw ValidationError("--output takes a directory or -") }
    if output != nil, dryRun { throw ValidationError("--dry-run writes nothing: no --output") }
    if rejectFile != nil, onError != .reject {
      throw ValidationError("--reject-file goes with --on-error reject")
    }
    try Console.checkFile(rejectFile, "--reject-file")
    if rejectFile != nil, dryRun { throw ValidationError("--dry-run writes no --reject-file") }
  }

  func run() throws {
    if template { return Console.write(Array(SourcesImport.template.utf8)) }
    var request = ImportRequest(sources: sources ?? "")
    request.output = output
    request.force = force
    request.onError = onError
    request.rejectFile = rejectFile
    request.allowIncomplete = allowIncomplete
    request.excluded = exclude
    request.exports = exports.exports
    request.threads = threads.count
    let outcome = try ProgressDisplay.show(quiet ? .none : progress ?? .auto) { progress in
      request.progress = progress
      return try SourcesImport.run(request) { Console.write($0) }
    }
    Console.note(warnings: outcome.warnings)
    if !quiet {
      let text = outcome.text(format.format ?? .table, Console.style)
      if output == "-" { Console.note(text) } else { Console.print(text) }
    }
    try Console.end(rejectedCount: outcome.rejectedCount)
  }
}

extension ImportCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    if template { return }
    threads.take(&defaults)
    defaults.give(.progress, to: &progress)
    format.take(&defaults)
  }
}
