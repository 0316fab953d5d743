internal import ArgumentParser
internal import Auditing
internal import Terminal

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Merge partial results (.part) and write the reports.",
    discussion: """
      EXAMPLES
        ucensus merge north.part south.part west.part -o reports
        ucensus merge *.part -o reports --date-time '2026-06-30 12:00'
        ucensus merge *.part -o reports --rules contract.json

      The reports are, byte for byte, those of one audit over everything that the parts counted. \
      Parts must have been counted under the same rule set and device table, must agree on the \
      platform's facts, and none may be missing or count anything twice. Parts of one numbered set \
      may each hold a part of a customer; others need --add-shared-customers for that. Parts \
      hold no names: for the detailed report, and for a provenance that lists files by their names, \
      give the names that were written with them.
      """)

  @Argument(help: ArgumentHelp("Partial results, all parts of a set.", valueName: "part"))
  var parts: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The directory for the reports; made if it is not there.", valueName: "dir"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "Platform facts for the head of the report; each key in it counts before that of the parts.",
      valueName: "file"))
  var platform: String?

  @Option(
    help: ArgumentHelp(
      "The names that were written with a part (audit --partial --names); give those of all parts.",
      valueName: "file"))
  var names: [String] = []

  @OptionGroup var plausibility: PlausibilityOptions
  @OptionGroup var map: MapOptions
  @OptionGroup var shared: SharedOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var configuration: ConfigurationOptions

  func validate() throws {
    if output.isEmpty { throw ValidationError("--output takes a directory") }
    try Console.checkDirectory(output, "--output")
    try Console.checkStandardInput(
      parts + names + [platform, plausibility.previous, map.customerMap, reports.rules])
  }

  func run() throws {
    var request = MergeRequest(parts: parts, outputDirectory: output)
    request.platform = platform
    request.rules = reports.rules
    request.names = names
    request.addSharedCustomers = shared.addSharedCustomers
    request.customerMap = map.customerMap
    reports.apply(to: &request.report, configuration)
    plausibility.apply(to: &request.report)
    _ = try Merge.run(request, announce: reports.announce)
  }
}

extension MergeCommand: ConfigurableCommand {
  var namesConfiguration: Bool { reports.namesConfiguration }

  mutating func take(_ defaults: inout ConfiguredDefaults) {
    reports.take(&defaults)
  }
}
