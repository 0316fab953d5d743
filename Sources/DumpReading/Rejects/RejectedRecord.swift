/// A malformed record that was set aside.
public struct RejectedRecord: Equatable, Sendable {
  /// Where it begins.
  public var position: RecordPosition
  /// The file's name.
  public var file: String
  /// The line, from 1, of the fault.
  public var line: Int
  /// The byte, from 0, of the fault in the content after decompression.
  public var byte: Int
  /// The fault, in words for the user.
  public var reason: String
  /// How long it is; of one that is too long, or of the rest of a file whose structure broke, what is
  /// kept of it: as much as a record may have. `RejectReader` hands the bytes over.
  public var byteCount: Int
}

extension RejectedRecord {
  /// A record that is well-formed by itself but has to be left out.
  public init(_ record: RawRecord, reason: String) {
    self.init(
      position: record.position, file: record.file, line: record.line,
      byte: record.position.byte, reason: reason, byteCount: record.byteCount)
  }
}
