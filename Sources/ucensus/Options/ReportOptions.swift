internal import ArgumentParser
internal import Auditing
internal import Files
internal import Glibc
internal import Report
internal import Terminal
internal import TextOutput

/// The options of everything that writes reports.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Replace existing files.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "The time of the audit, UTC (default: SOURCE_DATE_EPOCH, the platform facts, now).",
      valueName: "'YYYY-MM-DD HH:MM'"))
  var dateTime: String?

  @Option(
    help: ArgumentHelp(
      "Report just this provider of several, by name or PKID.", valueName: "provider"))
  var provider: String?

  @Option(
    help: ArgumentHelp("A rule set in place of the built-in one.", valueName: "file"))
  var rules: String?

  @Flag(help: "Write no file that holds names.")
  var anonymousOnly = false

  @OptionGroup var summary: FormatOptions

  @Flag(
    help: ArgumentHelp(
      "Print nothing but errors and warnings, and the summary if it is asked for as CSV or JSON."))
  var quiet = false

  /// The first option given that means something for reports only.
  var firstForReportsOnly: String? {
    [
      ("--date-time", dateTime != nil), ("--provider", provider != nil),
      ("--anonymous-only", anonymousOnly),
      (summary.option, summary.format != nil),
    ].first(where: \.1)?.0
  }

  /// Puts what was given into a request.
  ///
  /// - Parameter configuration: what gave options to the run.
  func apply(to request: inout ReportRequest, _ configuration: ConfigurationOptions) {
    request.force = force
    request.dateTime = dateTime
    request.provider = provider
    request.anonymousOnly = anonymousOnly
    request.sourceDateEpoch = EnvironmentVariable.text("SOURCE_DATE_EPOCH")
    request.now = time(nil)
    request.configuration = configuration.used
  }

  /// Takes the rules and the format of a configuration.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    defaults.give(.rules, to: &rules)
    summary.take(&defaults)
  }

  /// True if the summary names the configuration: rows of numbers have no place for it.
  var namesConfiguration: Bool { quiet || summary.format != .csv }

  /// Prints what is about to be put in place, as it was asked for.
  func announce(_ outcome: AuditOutcome) throws(Failure) {
    Console.note(warnings: outcome.warnings)
    let format = summary.format ?? .table
    if format != .table || !quiet {
      try Console.announce(outcome.text(format, Console.style), as: format)
    }
  }

  /// Prints a result in the format that was asked for; a table only if the run is not quiet.
  func show(_ text: (OutputFormat) -> String) {
    let format = summary.format ?? .table
    if format != .table || !quiet { Console.print(text(format), as: format) }
  }
}
