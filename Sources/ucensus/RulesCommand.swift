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
        ucensus rules show --json > mine.json   a rule set to start from

      A rule set is a JSON file with the columns of the report. A column of the kind "persons" \
      has a condition, "where", such as

        U and P = 1 and (S or T) and not V

      A letter is a fact of a person: U UCM user, V voicemail, W WebEx Meetings, S Spark (Webex \
      App), E extension mobility, R single number reach, CCX and CCE agents of Contact Center \
      Express and Enterprise, T Teams, TV Teams with voice, X Exchange, O licensed Microsoft 365, \
      PX PexIP. P is the number of counted phones, compared with = != < <= > >= and a number. \
      Conditions are joined with not, and, or, in this order of strength, and with parentheses. \
      A condition may name columns before its own: column('Multiple Phones', 'One Phone & WebEx') \
      for those whom any of them counts.

      "exclusive": true says that no user is in two such columns; that is proven before anything \
      is read. "phonesPerLicense" and "licensed", a condition, say who needs how many licences, \
      and "name" goes into the names of the reports. data/README.md describes every key.
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
        each service. A user counts in one exclusive column at most. The JSON is the file itself, \
        which check accepts.
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

        An audit checks the same before it reads anything: the shape of the file, every \
        condition, that no user fits two exclusive columns, and that each condition can be fulfilled. \
        There is one line for each file. The exit status is 0 if all are sound, otherwise 65 if any is \
        not, otherwise 66 if any could not be read.
        """)

    @Argument(help: ArgumentHelp("Rule sets, or - for standard input.", valueName: "file"))
    var files: [String]

    @OptionGroup var output: VerdictOptions

    func validate() throws { try Console.checkStandardInput(files) }

    func run() throws {
      try output.check(files, first: .malformed) { (file) throws(Failure) in
        try RuleInspection.run(file).holdings
      }
    }
  }
}

extension RulesCommand.Show: ConfigurableCommand {
  var namesConfiguration: Bool { false }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    output.take(&defaults)
  }
}
