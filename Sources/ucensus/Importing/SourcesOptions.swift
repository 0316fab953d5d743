internal import ArgumentParser
internal import Auditing

/// The options of everything that reads a sources file.
struct SourcesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The encoding of exported CSV and text files without a byte order mark, if it is not UTF-8.",
      valueName: "windows-1252|windows-1251"))
  var encoding: ImportEncoding?

  @Option(
    help: ArgumentHelp(
      "Services of Webex licences (CSV), in place of the built-in table.", valueName: "file"))
  var webexLicenses: String?

  @Option(
    help: ArgumentHelp(
      "The meaning of Microsoft plans and products (CSV), in place of the built-in table.",
      valueName: "file"))
  var microsoftPlans: String?

  @Option(
    help: ArgumentHelp(
      "Titles of exports and their fields (CSV), in place of the built-in table.",
      valueName: "file"))
  var importColumns: String?

  /// The options as a request has them.
  var exports: ExportOptions {
    var options = ExportOptions()
    options.encoding = encoding
    options.webexLicenses = webexLicenses
    options.microsoftPlans = microsoftPlans
    options.importColumns = importColumns
    return options
  }
}
