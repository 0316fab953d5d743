internal import TextOutput

/// Remarks of a run beside its result.
public struct RunRemarks: Sendable {
  /// Messages that the user should see although the run succeeded.
  public internal(set) var warnings: [String] = []
  /// The durations of its stages.
  public internal(set) var times = StageTimes()
  /// The number of malformed records that were left out.
  public internal(set) var rejectedCount = 0

  package init() {}

  /// The warnings, as results have them in JSON.
  var warningsJSON: JSONOutput { .array(warnings.map { .string($0) }) }
}
