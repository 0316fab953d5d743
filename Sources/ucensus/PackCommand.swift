internal import ArgumentParser
internal import Auditing
internal import Glibc
internal import Terminal
internal import TextOutput

struct PackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Pack what an audit needs of a dump, with names, into one file.",
    discussion: """
      EXAMPLES
        ucensus pack dump/ -o june.pack
        ucensus audit june.pack -o reports
        ucensus pack dump/users.jsonl --dump dump -o users.pack
        ucensus pack dump/phones.jsonl --dump dump --range 0:1073741824 -o phones-1.pack
        ucensus audit users.pack phones-1.pack phones-2.pack hierarchy.pack -o reports

      Records are read and checked once; a packed file has about a thirtieth of their bytes. \
      audit, convert, list and explain take it in place of the dump, and write the same bytes. \
      Several packed files that name the same dump, by --dump, are that dump together: so \
      machines can share the work of reading it. A range of a file of JSON Lines holds the lines \
      that begin in it.

      A packed file holds names and addresses. Only you can read it.
      """)

  @Argument(help: ArgumentHelp("Directories, files, or - .", valueName: "dump"))
  var dumps: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The packed file; - for standard output.", valueName: "file.pack"))
  var output: String

  @Option(
    name: .customLong("dump"),
    help: ArgumentHelp(
      "The dump that the inputs are files of. Packed files of one dump must name it alike.",
      valueName: "name"))
  var dumpName: String?

  @Option(
    help: ArgumentHelp(
      "The name of the only input, a file, in place of its path: in messages, and in the packed "
        + "file.",
      valueName: "name"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "A second file with all but the records, from which shares are planned.",
      valueName: "file"))
  var index: String?

  @Option(
    help: ArgumentHelp(
      "Pack only the lines of the file that begin in these bytes, from a multiple of 1048576 to "
        + "another one or to the end of the file.",
      valueName: "from:to"))
  var range: ByteRange?

  @Option(
    help: ArgumentHelp(
      "Which models and fields of the dump play which role, in place of the built-in profile.",
      valueName: "file"))
  var profile: String?

  @Option(
    help: ArgumentHelp(
      "Leave out files, folders and entries of archives whose name or path matches (repeatable): * "
        + "stands for any characters, ? for one.",
      valueName: "pattern"))
  var exclude: [String] = []

  @OptionGroup var reject: RejectOptions

  @Option(
    help: ArgumentHelp(
      "Keep the bytes of so many malformed records, the first ones, in the packed file, for "
        + "--reject-file of those who take it (default: 0).",
      valueName: "n"))
  var keepRejected: Int?

  @Option(
    help: ArgumentHelp(
      "Leave out as malformed what this file lists, from a plan of shares: records whose places "
        + "are none.",
      valueName: "file"))
  var misplaced: String?

  @Flag(help: "Replace an existing file.")
  var force = false

  @Flag(help: "Print nothing but warnings and errors.")
  var quiet = false

  /// For tests: portions of small dumps.
  @Option(help: .private) var portionBytes: Int?

  @OptionGroup var progress: ProgressOptions
  @OptionGroup var threads: ThreadOptions
  @OptionGroup var format: DocumentOptions
  @OptionGroup var temporary: TemporaryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output takes a file") }
    if dumpName == "" { throw ValidationError("--dump takes a name") }
    if quiet, format.format != nil {
      throw ValidationError("--quiet or a format: one of them only")
    }
    if name == "" { throw ValidationError("--name takes a name") }
    if name != nil, dumps.count > 1 {
      throw ValidationError("--name is of a single input; give one")
    }
    if let keepRejected, keepRejected < 0 {
      throw ValidationError("--keep-rejected takes a number from 0 on")
    }
    for (option, isGiven) in [
      ("--keep-rejected", keepRejected != nil), ("--misplaced", misplaced != nil),
    ] where isGiven && reject.onError != .reject {
      throw ValidationError("\(option) goes with --on-error reject")
    }
    try Console.checkFile(index, "--index")
    try Console.checkStandardInput(dumps + [profile, misplaced])
    if output == "-", isatty(STDOUT_FILENO) == 1 {
      throw ValidationError("standard output is a terminal: give a file, or a pipe for -")
    }
  }

  func run() throws {
    var request = PackRequest(dumps: dumps, output: output)
    request.dump = DumpRequest(inEnvironment: dumps)
    request.dump.profile = profile
    request.dump.exclusions = exclude
    reject.apply(to: &request.dump)
    request.dump.threads = threads.count
    temporary.apply(to: &request.dump)
    request.dumpName = dumpName
    request.name = name
    request.index = index
    request.keptRejectCount = keepRejected ?? 0
    request.misplaced = misplaced
    request.range = range?.bytes
    request.dump.portionByteCount = portionBytes.map { max(1, $0) }
    request.force = force
    let mode = progress.mode(isQuiet: quiet)
    let outcome = try ProgressDisplay.show(mode) { progress, endProgress in
      request.dump.progress = progress
      return try Packing.run(request) { (outcome) throws(Failure) in
        endProgress()
        if quiet { return }
        try Console.announce(outcome.text(format.format ?? .table), writing: request.output)
      }
    }
    try progress.end(outcome.times, rejectedCount: outcome.rejectedCount)
  }
}

extension PackCommand: ConfigurableCommand {
  var namesConfiguration: Bool { quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.profile, to: &profile)
    defaults.give(.exclude, before: &exclude)
    progress.take(&defaults)
    threads.take(&defaults)
    temporary.take(&defaults)
    format.take(&defaults)
  }
}
