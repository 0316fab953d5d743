/// The place of a well-formed record.
public struct RawRecord: Equatable, Sendable {
  /// Where it begins.
  public var position: RecordPosition
  /// The file's name.
  public var file: String
  /// The line, from 1, in which it begins.
  public var line: Int
  /// The place that it names.
  public var location: Location
  /// How long it is.
  public var byteCount: Int
}
