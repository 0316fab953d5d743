internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Show or check rule sets.",
    discussion: """
      EXAMPLES
        ucensus rules show                      the built-in rules, column by column
        ucensus rules show contract.json --format csv
        ucensus rules check contract.json       may an audit use it?
      """,
    subcommands: [Show.self, Check.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what each column of a rule set counts.",
      discussion: """
        EXAMPLES
          ucensus rules show
          ucensus rules show contract.json --format json

        Conditions stand as they are understood, with U for UCM users, P for phones, and a letter for \
        each service. A user counts in one exclusive column at most. The JSON has the keys of a rule \
        set's file.
        """)

    @Argument(
      help: ArgumentHelp("A rule set, or - (default: the built-in one).", valueName: "file"))
    var file: String?

    @OptionGroup var output: FormatOptions
    @OptionGroup var configuration: ConfigurationOptions

    func run() throws {
      let format = output.format ?? .table
      let text = try RuleInspection.run(file).text(format, Console.style)
      Console.write(Array(text.utf8), as: format)
    }
  }

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check rule sets; nothing is counted.",
      discussion: """
        EXAMPLES
          ucensus rules check contract.json
          ucensus rules check contracts/*.json

        Checked is all that an audit checks before it reads anything: the shape of the file, every \
        condition, that no user fits two exclusive columns, and that each condition can be fulfilled. \
        There is one line for each file. The exit status is 0 if all are sound, otherwise 65 if any is \
        not, otherwise 66 if any could not be read.
        """)

    @Argument(help: ArgumentHelp("Rule sets, or - for standard input.", valueName: "file"))
    var files: [String]

    func validate() throws { try Console.checkStandardInput(files) }

    func run() throws {
      try Console.check(files) { (file) throws(Failure) in
        try RuleInspection.run(file).holdings
      }
    }
  }
}
