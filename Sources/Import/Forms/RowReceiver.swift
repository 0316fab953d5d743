internal import Documents

/// Takes what a form reads out of a file.
protocol RowReceiver: AnyObject {
  /// Takes one record.
  func receive(_ row: Row) throws(DocumentError)
  /// Takes the fields of a page, or of a whole document, that belong to no record.
  func endPage(_ page: ExportPage) throws(DocumentError)
  /// Chooses what the columns of a table mean.
  func columns(_ titles: [String], isQuery: Bool, line: Int) throws(DocumentError) -> ColumnMapping
}
