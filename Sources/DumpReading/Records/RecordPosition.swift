internal import CensusModel

/// The position of a record, so that an error can name it.
public struct RecordPosition: Hashable, Comparable, Sendable {
  /// Index into the files of the dump, in reading order.
  public var file: Int
  /// The byte, from 0, of the file's content after decompression.
  public var byte: Int

  /// A position in a file.
  public init(file: Int, byte: Int) {
    self.file = file
    self.byte = byte
  }

  /// Reading order.
  public static func < (left: RecordPosition, right: RecordPosition) -> Bool {
    (left.file, left.byte) < (right.file, right.byte)
  }
}
