public import ArgumentParser
public import TextOutput

extension OutputFormat: ExpressibleByArgument {}

/// How a command writes its result to standard output.
package struct FormatOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp("How the result is written.", valueName: "table|csv|json"))
  package var named: OutputFormat?

  @Flag(help: "The same as --format csv.")
  package var csv = false

  @Flag(help: "The same as --format json.")
  package var json = false

  package init() {}

  /// The format that was asked for.
  package var format: OutputFormat? { named ?? (csv ? .csv : json ? .json : nil) }

  /// How it was asked for.
  package var option: String { named != nil ? "--format" : csv ? "--csv" : "--json" }

  package func validate() throws {
    if [named != nil, csv, json].count(where: \.self) > 1 {
      throw ValidationError("--format, --csv or --json: one of them only")
    }
  }

  /// For results that are not rows.
  package func checkIsTableOrJSON() throws {
    if format == .csv { throw ValidationError("this has no CSV: give table or json") }
  }
}
