/// How long the stages of a run took, for those who ask.
public struct StageTimes: Sendable {
  /// One stage: its name and its duration.
  public struct Stage: Sendable {
    /// The stage.
    public var name: String
    /// How long it took.
    public var duration: Duration
  }

  /// The stages in order.
  public private(set) var stages: [Stage] = []
  private var started = ContinuousClock.now

  init() {}

  /// Ends a stage; the next one begins.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append(Stage(name: name, duration: now - started))
    started = now
  }
}
