/// A malformed record that was put aside.
public struct RejectedRecord: Equatable, Sendable {
  /// Where it begins.
  public var position: RecordPosition
  /// The file's name.
  public var file: String
  /// The line, from 1, of the fault.
  public var line: Int
  /// The byte, from 0, of the fault in the content after decompression.
  public var byte: Int
  /// What is wrong, in words for the user.
  public var reason: String
  /// The record as it stands; of one that is too long, or of the rest of a file whose structure
  /// broke, the beginning (at most as long as a record may be).
  public var bytes: [UInt8]
}

extension RejectedRecord {
  /// A record that is well-formed by itself but has to be left out.
  public init(_ record: RawRecord, reason: String) {
    self.init(
      position: record.position, file: record.file, line: record.line,
      byte: record.position.byte, reason: reason, bytes: record.bytes)
  }
}
