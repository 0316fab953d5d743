internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a columnar or packed file holds, or which fields a dump has.",
    discussion: """
      EXAMPLES
        ucensus inspect june.ucol
        ucensus inspect june.ucol --format json | jq '.customers | length'
        ucensus inspect june.pack
        ucensus inspect --schema dump/
        ssh archive 'cat june.ucol' | ucensus inspect -

      Of a packed file, an index or a share are shown its dumps and files with the bytes that were \
      read of them, models, roles and places with their records, pages, malformed records and \
      blocks. It is read whole, but for blocks of pages and of records that were left out.

      With --schema the input is a dump, all of which is read. Shown are, for each model, the \
      records and each field of the dump profile, with how many records have a value, an empty \
      one, null, a malformed one, or no such field; then the 50 most frequent other fields, and \
      how many PKIDs come more than once.
      """)

  @Argument(
    help: ArgumentHelp(
      "A columnar file, a packed file, or an index or a share of one; a dump with --schema.",
      valueName: "input"))
  var file: String

  @Flag(help: "Show models and fields of a dump, beside those of the dump profile.")
  var schema = false

  @Option(
    help: ArgumentHelp(
      "With --schema: a dump profile in place of the built-in one.", valueName: "file"))
  var profile: String?

  @OptionGroup var output: FormatOptions

  @OptionGroup var memory: MemoryOptions
  @OptionGroup var temporary: TemporaryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    try Console.checkStandardInput([file, profile])
    if schema {
      if memory.memoryLimit != nil {
        throw ValidationError("--memory-limit is for columnar and packed files, not for --schema")
      }
      return
    }
    if profile != nil { throw ValidationError("--profile goes with --schema") }
    if temporary.temporaryDirectory != nil {
      throw ValidationError("--temporary-directory goes with --schema")
    }
  }

  func run() throws {
    if schema {
      var request = DumpRequest(inEnvironment: [file])
      request.profile = profile
      temporary.apply(to: &request)
      let format = output.format ?? .table
      let report = try SchemaReport(of: file, request)
      return Console.print(report.text(format, Console.style), as: format)
    }
    let format = output.format ?? .table
    let inspection = try Inspection(
      of: file, memoryLimit: memory.byteCount, kernel: Console.kernel())
    Console.print(inspection.text(format, Console.style), as: format)
  }
}

extension InspectCommand: ConfigurableCommand {
  var namesConfiguration: Bool { false }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    if schema {
      defaults.give(.profile, to: &profile)
      temporary.take(&defaults)
    } else {
      memory.take(&defaults)
    }
    output.take(&defaults)
  }
}
