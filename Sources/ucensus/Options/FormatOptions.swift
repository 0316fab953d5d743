public import ArgumentParser
internal import TextOutput

extension OutputFormat: ExpressibleByArgument {}

/// How a command writes its result to standard output.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp("How the result is written.", valueName: "table|csv|json"))
  var named: OutputFormat?

  @Flag(help: "The same as --format csv.")
  var csv = false

  @Flag(help: "The same as --format json.")
  var json = false

  /// The format that was asked for.
  var format: OutputFormat? { named ?? (csv ? .csv : json ? .json : nil) }

  /// How it was asked for.
  var option: String { named != nil ? "--format" : csv ? "--csv" : "--json" }

  func validate() throws {
    if [named != nil, csv, json].count(where: \.self) > 1 {
      throw ValidationError("--format, --csv or --json: one of them only")
    }
  }

  /// For results that are no rows.
  func checkIsTableOrJSON() throws {
    if format == .csv { throw ValidationError("there is no CSV of this: give table or json") }
  }
}
