internal import ArgumentParser
internal import Auditing

/// The options that compare an audit with an earlier one before it is written.
struct PlausibilityOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compare with an earlier audit, and stop with status 6 if numbers shrank too much: a "
        + "provenance, reports, a bundle, a columnar file, or what history show writes as JSON (- "
        + "for standard input).", valueName: "audit"))
  var previous: String?

  @Option(
    help: ArgumentHelp(
      "By how many per cent a number may shrink since the previous audit (default: 20).",
      valueName: "percent"))
  var maxShrink: Int?

  @Flag(help: "Go on although numbers shrank by more, or a model disappeared; it is recorded.")
  var acceptChange = false

  func validate() throws {
    if let maxShrink, !(0...100).contains(maxShrink) {
      throw ValidationError("--max-shrink takes a number from 0 to 100")
    }
    if previous == nil, maxShrink != nil || acceptChange {
      throw ValidationError(
        "\(acceptChange ? "--accept-change" : "--max-shrink") goes with --previous")
    }
  }

  /// Puts what was given into a request.
  func apply(to request: inout ReportRequest) {
    request.previous = previous
    request.maxShrink = maxShrink ?? ReportRequest.maxShrinkDefault
    request.acceptChange = acceptChange
  }
}
