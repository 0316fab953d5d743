/// The file and line of a record.
struct Origin: Sendable {
  /// The index of the file among all files of the import.
  var file: Int
  var line: Int
}
