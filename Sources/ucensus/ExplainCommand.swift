internal import ArgumentParser
internal import Auditing
internal import Report
internal import Terminal
internal import TextOutput

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain why a person or a phone is counted as it is.",
    discussion: """
      EXAMPLES
        ucensus explain dump/ --customer 'Alder Bank' --user jdoe
        ucensus explain june.ucol --device SEP001122334455
        ucensus explain june.ucol --user jdoe --format json

      Shown are the facts of a person and the records that they come from, with file and line; \
      their devices, the classes of these, and why each counts or not; the column that counts the \
      person, its rule, and the licences. Every person and device of the name is explained, also \
      accounts without a user and records above site level.
      """)

  @OptionGroup var named: NamedOptions

  @Option(help: ArgumentHelp("The user id, or the key of an account.", valueName: "id"))
  var user: String?

  @Option(help: ArgumentHelp("The name of a phone.", valueName: "name"))
  var device: String?

  @OptionGroup var output: DocumentOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if (user == nil) == (device == nil) {
      throw ValidationError("give either --user or --device")
    }
  }

  func run() throws {
    let subject = user.map(ExplanationSubject.user) ?? .device(device ?? "")
    let (text, remarks) = try named.read { request in
      try Explanation.run(request, subject, output.format ?? .table)
    }
    Console.print(text)
    try named.dump.end(remarks)
  }
}

extension ExplainCommand: ConfigurableCommand {
  var namesConfiguration: Bool { named.quiet }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    named.take(&defaults)
    output.take(&defaults)
  }
}
