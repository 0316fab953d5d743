internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a columnar file holds and how it is stored.",
    discussion: """
      EXAMPLES
        ucensus inspect june.ucol
        ucensus inspect june.ucol --format json | jq '.customers | length'
      """)

  @Argument(help: ArgumentHelp("A columnar file.", valueName: "file.ucol"))
  var file: String

  @OptionGroup var output: FormatOptions

  @OptionGroup var memory: MemoryOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws { try output.checkIsTableOrJSON() }

  func run() throws {
    let inspection = try Inspection(
      of: file, memoryLimit: memory.byteCount, kernel: Console.kernel())
    Console.print(output.format == .json ? inspection.json : inspection.text)
  }
}
