/// A key of the profile that no record of a model has, while records have a key that differs from it
/// in the case of letters or in underscores only (Inputs.md, "Models and fields").
public struct MisspelledField: Equatable, Sendable, CustomStringConvertible {
  /// The model type.
  public var modelType: String
  /// The keys that the profile has for the field; inner ones with the keys on the way to them.
  public var expected: [String]
  /// The key that records have, written in the same way.
  public var found: String
  /// How many records have it.
  public var recordCount: Int

  /// One line for the user.
  public var description: String {
    let names = expected.map { "\"\($0)\"" }.joined(separator: " or ")
    let records = recordCount == 1 ? "1 has" : "\(recordCount) have"
    return "\(modelType): no record has \(names), but \(records) \"\(found)\""
  }
}
