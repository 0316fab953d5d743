/// A field of the profile that no record of a model has, while records have a key that differs from its
/// name in the case of letters only (Inputs.md, "Models and fields").
public struct MisspelledField: Equatable, Sendable, CustomStringConvertible {
  /// The model type.
  public var modelType: String
  /// The keys that the profile has for the field.
  public var expected: [String]
  /// The key that records have.
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
