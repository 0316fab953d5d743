/// The refusal of a condition on columns.
public struct ColumnConditionError: Error, Equatable, Sendable {
  /// The byte of the condition at which it goes wrong.
  public let index: Int
  /// The reason, with the expectation.
  public let reason: String
}
