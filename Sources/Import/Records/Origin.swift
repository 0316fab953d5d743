/// The place of a record in the exports.
struct Origin: Sendable {
  var line: Int
  /// The index of the file among all files of the import.
  var file: Int32
  /// The index of its description among the elements of the file.
  var element: Int32 = 0
}
