/// A record of a dump from which something is known: enough to find it again.
public struct SourceRecord: Hashable, Sendable {
  /// Index into the models of the identities: what the record is.
  public var model: UInt8
  /// Index into their files.
  public var file: UInt32
  /// Index into their places: where in the hierarchy the record lives.
  public var place: UInt32
  /// The line, from 1, of the file's content after decompression; 0 where it is not known.
  public var line: UInt32
  /// Bytes from the beginning of the line, or from that of the content where the line is not known.
  public var column: Int

  /// A record there.
  public init(model: UInt8, file: UInt32, place: UInt32, line: UInt32, column: Int) {
    self.model = model
    self.file = file
    self.place = place
    self.line = line
    self.column = column
  }
}
