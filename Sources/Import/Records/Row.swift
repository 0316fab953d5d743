/// One object of an export, reduced to the fields that are wanted, with its place.
struct Row {
  /// The fields in the order of the export.
  var fields: [(field: Field, text: String)] = []
  /// The line, from 1, in which it begins.
  var line = 1
  /// The byte, from 0, at which it begins.
  var byte = 0
  /// The reply or form it comes from, such as `getUserResponse`; empty where there is none.
  var operation = ""
  /// The kind of object, as the element or key names it, or the form of a table.
  var kind = ""
  /// Column names and values of a reply to an SQL query, in their order.
  var columns: [(title: String, text: String)] = []

  /// The first value that is not empty; empty where there is none.
  subscript(field: Field) -> String {
    for entry in fields where entry.field == field && !entry.text.isEmpty { return entry.text }
    return ""
  }

  /// All values that are not empty.
  func all(_ field: Field) -> [String] {
    fields.compactMap { $0.field == field && !$0.text.isEmpty ? $0.text : nil }
  }

  /// True if the field is there, with a value or without.
  func has(_ field: Field) -> Bool { fields.contains { $0.field == field } }
}
