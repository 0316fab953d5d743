internal import Documents
internal import Import

extension FuzzTarget {
  /// The reader of XML replies.
  static let importXML = exports("import-xml", .xml)

  /// The reader of CSV exports.
  static let importCSV = exports("import-csv", .csv)

  /// The reader of answers to `run sql`.
  static let importSQL = exports("import-sql", .sqlText)

  /// A form read in one piece and byte by byte: the rows and the error must be the same.
  private static func exports(_ name: String, _ form: ExportProbe.Form) -> FuzzTarget {
    FuzzTarget(name) { (input) throws(Finding) in
      let whole = ExportProbe.read(input, as: form, pieceByteCount: max(1, input.count))
      let pieces = ExportProbe.read(input, as: form, pieceByteCount: 1)
      try Finding.unless(whole.rows == pieces.rows, "rows differ with the size of pieces")
      try Finding.unless(
        (whole.error == nil) == (pieces.error == nil), "an error depends on the size of pieces")
    }
  }
}
