internal import CensusRules
internal import Report
public import TextOutput

/// Rule sets, looked at and checked without counting anything.
public struct RuleInspection: Sendable {
  private let rules: RuleSetText

  /// A rule set as people and programs read it.
  ///
  /// - Parameter path: its file, `-` for standard input; nil for the built-in one.
  /// - Throws: what is wrong with it, with its place.
  public static func run(_ path: String?) throws(Failure) -> RuleInspection {
    let rules = try DataFiles.rules(path)
    return RuleInspection(
      rules: RuleSetText(
        rules.content, name: rules.name, sha256: rules.provenance.sha256, bytes: rules.bytes))
  }

  /// The rule set in a format, with a last LF. As JSON it is its own file.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    rules.text(format, style)
  }

  /// The columns in numbers, in one line that begins with the rule set's name.
  public var holdings: String { rules.holdings }
}
