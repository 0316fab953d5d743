/// A page, or a whole document, after its records.
struct ExportPage {
  var fields: [(field: Field, text: String)]
  var recordCount: Int
  /// The line in which it ends.
  var line: Int

  subscript(field: Field) -> String? {
    fields.first { $0.field == field && !$0.text.isEmpty }?.text
  }
}
