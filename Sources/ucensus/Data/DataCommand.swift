public import ArgumentParser
public import Auditing
internal import Terminal
internal import TextOutput

extension DataKind: ExpressibleByArgument {}

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List, show or check data files: rules, device classes, licences, contracts.",
    discussion: """
      EXAMPLES
        ucensus data list
        ucensus data show microsoft-plans
        ucensus data template webex-licenses > licenses.csv
        ucensus data check webex-licenses licenses.csv

      Every data file is built in, and an option of the commands that use it takes another one. \
      Tables of licences and plans give the source and the date of each line.
      """,
    subcommands: [List.self, Show.self, Check.self, Template.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the data files with the option that replaces each.")

    @OptionGroup var output: FormatOptions
    @OptionGroup var configuration: ConfigurationOptions

    func run() throws {
      let format = output.format ?? .table
      let text = try DataInspection.list(format, Console.style) { "--\($0.option)" }
      Console.write(Array(text.utf8), as: format)
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a data file.",
      discussion: """
        EXAMPLES
          ucensus data show device-classes --csv | grep Analog
          ucensus data show dump-profile profile.json

        CSV of a table, and JSON of rules and profiles, are files that check accepts.
        """)

    @Argument(help: DataCommand.kindHelp)
    var kind: DataKind

    @Argument(help: ArgumentHelp("The file, or - (default: the built-in one).", valueName: "file"))
    var file: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var configuration: ConfigurationOptions

    func run() throws {
      let format = output.format ?? .table
      let text = try DataInspection(kind, file).text(format, Console.style)
      Console.write(Array(text.utf8), as: format)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check data files; nothing is counted.",
      discussion: """
        EXAMPLES
          ucensus data check microsoft-plans plans.csv
          ucensus data check rules contracts/*.json
          ucensus data check device-classes changes.csv   also lines for --device-classes-add

        A command that uses such a file checks the same first. There is one line for each \
        file. The exit status is 0 if all are sound, otherwise 65 if any is not, otherwise 66 if \
        any could not be read.
        """)

    @Argument(help: DataCommand.kindHelp)
    var kind: DataKind

    @Argument(help: ArgumentHelp("Files, or - for standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var output: VerdictOptions

    func validate() throws { try Console.checkStandardInput(files) }

    func run() throws {
      try output.check(files, first: .malformed) { (file) throws(Failure) in
        try DataInspection(kind, file).holdings
      }
    }
  }

  struct Template: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a data file to start from: the built-in one.")

    @Argument(help: DataCommand.kindHelp)
    var kind: DataKind

    func run() throws { Console.write(DataInspection.template(kind)) }
  }

  private static var kindHelp: ArgumentHelp {
    ArgumentHelp("What kind of data file.", valueName: "kind")
  }
}

extension DataKind {
  /// The option that replaces the data file.
  fileprivate var option: String { self == .dumpProfile ? "profile" : rawValue }
}

extension DataCommand.List: ConfigurableCommand {
  var namesConfiguration: Bool { false }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    output.take(&defaults)
  }
}

extension DataCommand.Show: ConfigurableCommand {
  var namesConfiguration: Bool { false }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    output.take(&defaults)
  }
}
