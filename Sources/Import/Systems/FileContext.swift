internal import Documents

/// A file while it is read: where it belongs, and what came out of it so far.
struct FileContext {
  let name: String
  let file: Int
  let source: Int
  let placement: PlacementTable
  var records = FileRecords()

  func origin(_ row: Row) -> Origin { Origin(file: file, line: row.line) }

  func refusal(_ row: Row, _ reason: String) -> DocumentError {
    DocumentError(file: name, line: row.line, byte: row.byte, reason: reason)
  }
}
