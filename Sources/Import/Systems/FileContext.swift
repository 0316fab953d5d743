internal import Documents

/// A file while it is read: where it belongs, and what came out of it so far.
struct FileContext {
  let name: String
  let file: Int
  let source: Int
  let placement: PlacementTable
  var records = FileRecords()
  /// The kind and the reply of the row at hand, and what its element is called.
  private var element = (kind: "", operation: "", index: 0)

  init(name: String, file: Int, source: Int, placement: PlacementTable) {
    self.name = name
    self.file = file
    self.source = source
    self.placement = placement
  }

  func origin(_ row: borrowing Row) -> Origin {
    Origin(file: file, line: row.line, element: element.index)
  }

  /// Notes which element or row comes next.
  mutating func begin(_ row: borrowing Row) {
    let isKnown = row.kind == element.kind && row.operation == element.operation
    if isKnown, !records.elements.isEmpty { return }
    let text = description(of: row)
    let index = records.elements.firstIndex(of: text) ?? records.elements.count
    if index == records.elements.count { records.elements.append(text) }
    element = (row.kind, row.operation, index)
  }

  private func description(of row: borrowing Row) -> String {
    let isTable = row.kind.contains("-")
    let what = isTable ? "row" : records.form == ExportForm.xml.name ? "element" : "object"
    let reply = row.operation.isEmpty ? "" : " of \(row.operation)"
    return "\(what) \(row.kind)\(reply)"
  }

  func refusal(_ row: borrowing Row, _ reason: String) -> DocumentError {
    DocumentError(file: name, line: row.line, byte: row.byte, reason: reason)
  }
}
