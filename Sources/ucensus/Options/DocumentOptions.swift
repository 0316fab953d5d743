internal import ArgumentParser
internal import Auditing
internal import Terminal
internal import TextOutput

/// How a command writes a result that is not made of rows.
struct DocumentOptions: ParsableArguments {
  @Option(
    name: .customLong("format"),
    help: ArgumentHelp("How the result is written.", valueName: "table|json"),
    completion: .list(["table", "json"]))
  var named: OutputFormat?

  @Flag(help: "The same as --format json.")
  var json = false

  /// The format that was asked for.
  var format: OutputFormat? { named ?? (json ? .json : nil) }

  func validate() throws {
    if named != nil, json { throw ValidationError("--format or --json: one of them only") }
    if named == .csv { throw ValidationError("no CSV of this: give table or json") }
  }

  /// Takes the format of a configuration, which may be meant for rows.
  mutating func take(_ defaults: inout ConfiguredDefaults) {
    guard format == nil else { return }
    defaults.give(.format, to: &named) { $0 != .csv }
  }
}
