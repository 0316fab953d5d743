/// A well-formed record as it stands in its file.
public struct RawRecord: Equatable, Sendable {
  /// Where it begins.
  public var position: RecordPosition
  /// The file's name.
  public var file: String
  /// The line, from 1, in which it begins.
  public var line: Int
  /// The place that it names.
  public var location: Location
  /// The record.
  public var bytes: [UInt8]
}
