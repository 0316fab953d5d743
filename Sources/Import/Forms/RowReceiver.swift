internal import Documents

/// Takes what a form reads out of a file.
protocol RowReceiver: AnyObject {
  /// Takes one record. The form uses the row again afterwards.
  func receive(_ row: inout Row) throws(DocumentError)
  /// Takes the fields of a page, or of a whole document, that belong to no record; its line is the
  /// one in which it ends.
  func endPage(_ page: borrowing Row, recordCount: Int) throws(DocumentError)
  /// Chooses what the columns of a table mean.
  func columns(_ titles: [String], isQuery: Bool, line: Int) throws(DocumentError) -> ColumnMapping
}
