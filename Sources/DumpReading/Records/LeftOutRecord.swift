internal import CensusModel

/// A well-formed record that a condition of the profile leaves out.
public struct LeftOutRecord: Equatable, Sendable {
  /// Where it begins.
  public var position: RecordPosition
  /// The model type.
  public var model: String
  /// The field of the first condition that it fails.
  public var field: String
  /// Its value in the record; nil for `null` and where the field is absent.
  public var value: String?
  /// The first of the fields of its model that holds a name; empty where none does.
  public var name: String
  /// The place that it names.
  public var location: Location
}
