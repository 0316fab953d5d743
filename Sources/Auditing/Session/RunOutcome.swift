/// The result of a run, with what the user should know beside it.
public protocol RunOutcome: Sendable {
  /// Warnings, times, and the number of rejected records.
  var remarks: RunRemarks { get }
}

extension RunOutcome {
  /// Things that the user should know although the run succeeded.
  public var warnings: [String] { remarks.warnings }
  /// The durations of the stages.
  public var times: StageTimes { remarks.times }
  /// The number of malformed records that were left out.
  public var rejectedCount: Int { remarks.rejectedCount }
}
