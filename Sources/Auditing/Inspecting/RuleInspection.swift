internal import CensusRules
public import Report

/// Rule sets, looked at and checked without counting anything.
public enum RuleInspection {
  /// A rule set as people and programs read it.
  ///
  /// - Parameter path: its file, `-` for standard input; nil for the built-in one.
  /// - Throws: what is wrong with it, with its place.
  public static func run(_ path: String?) throws(Failure) -> RuleSetText {
    let rules = try DataFiles.rules(path == "-" ? "/dev/stdin" : path)
    return RuleSetText(
      rules.content, name: rules.name, sha256: rules.provenance.sha256, bytes: rules.bytes)
  }
}
