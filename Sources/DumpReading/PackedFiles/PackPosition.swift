/// Where a record of a packed file stands.
struct PackPosition: Equatable, Sendable {
  /// Index into the files of the packed file.
  var file: Int
  /// The byte in the content.
  var byte: Int
  /// From 1, within the range that was read.
  var line: Int
  /// How many bytes of the line come before.
  var column: Int
}
