internal import ArgumentParser
internal import TextOutput

/// How a result is written.
struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp("How to write it.", valueName: "table|csv|json"))
  var named: OutputFormat?

  @Flag(help: "The same as --format csv.")
  var csv = false

  @Flag(help: "The same as --format json.")
  var json = false

  /// The format that was asked for; a table without.
  var format: OutputFormat { named ?? (csv ? .csv : json ? .json : .table) }

  func validate() throws {
    if [named != nil, csv, json].count(where: \.self) > 1 {
      throw ValidationError("--format, --csv or --json: one of them only")
    }
  }
}
