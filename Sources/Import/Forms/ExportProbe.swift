package import Documents

/// Reads bytes as one form of CUCM, for fuzzing and for tests.
package enum ExportProbe {
  /// A form that is read as it comes.
  package enum Form: Sendable {
    case xml, csv, sqlText
  }

  private final class Collector: RowReceiver {
    var rows: [String] = []

    func receive(_ row: inout Row) throws(DocumentError) {
      let fields = row.values.map { "\($0.field.rawValue)=\(row.string($0.text))" }
      let columns = row.columns.map { "\(row.string($0.title))=\(row.string($0.text))" }
      rows.append("\(row.line) \(row.kind) \((fields + columns).joined(separator: "|"))")
    }

    func endPage(_ page: borrowing Row, recordCount: Int) throws(DocumentError) {
      rows.append("page \(recordCount)")
    }

    func columns(
      _ titles: [String], isQuery: Bool, line: Int
    ) throws(DocumentError) -> ColumnMapping {
      ColumnMapping(
        form: isQuery ? "query" : "table",
        wanted: titles.indices.map { ($0, Field.name) })
    }
  }

  /// The rows of a text, and the error that ended it.
  ///
  /// - Parameter pieceByteCount: how much is handed over at a time.
  package static func read(
    _ bytes: [UInt8], as form: Form, pieceByteCount: Int
  ) -> (rows: [String], error: DocumentError?) {
    let collector = Collector()
    do throws(DocumentError) {
      switch form {
      case .xml:
        let reader = XMLForm(file: "t", tree: CUCMTable.tree, receiver: collector)
        try unsafe forEachPiece(of: bytes, pieceByteCount) { (piece) throws(DocumentError) in
          try unsafe reader.consume(piece, isLast: piece.count == bytes.count)
        }
        try reader.finish()
      case .csv:
        var reader = CSVForm(file: "t", receiver: collector)
        try unsafe forEachPiece(of: bytes, pieceByteCount) { (piece) throws(DocumentError) in
          try unsafe reader.consume(piece)
        }
        try reader.finish()
      case .sqlText:
        var reader = SQLTextForm(file: "t", receiver: collector)
        try unsafe forEachPiece(of: bytes, pieceByteCount) { (piece) throws(DocumentError) in
          try unsafe reader.consume(piece)
        }
        try reader.finish()
      }
      return (collector.rows, nil)
    } catch {
      return (collector.rows, error)
    }
  }

  private static func forEachPiece(
    of bytes: [UInt8], _ byteCount: Int,
    _ body: (UnsafeRawBufferPointer) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    for start in stride(from: 0, to: bytes.count, by: byteCount) {
      let piece = Array(bytes[start..<min(start + byteCount, bytes.count)])
      let result = unsafe piece.withUnsafeBytes { raw in
        Result { () throws(DocumentError) in try unsafe body(raw) }
      }
      try result.get()
    }
  }
}
