internal import CensusModel
public import Documents
public import TextOutput

/// Writes a list: row by row, however long it is, but for a table, whose widths only all rows tell.
public struct ListText {
  private let format: OutputFormat
  private let style: TextStyle
  private let emit: ([UInt8]) -> Void
  private var bytes: [UInt8] = []
  private var rowCount = 0
  /// Of a table.
  private var rows: [[String]] = []

  /// A tuning constant: any value is right.
  private static let pieceByteCount = 1 << 16

  /// A list without rows.
  ///
  /// - Parameters:
  ///   - format: how it is written: as a table, as CSV with a line of titles, or as an array with an
  ///     object in a line for each row.
  ///   - style: how a table is shown.
  ///   - emit: takes the bytes, in order.
  public init(
    _ format: OutputFormat, _ style: TextStyle = TextStyle(), emit: @escaping ([UInt8]) -> Void
  ) {
    self.format = format
    self.style = style
    self.emit = emit
    switch format {
    case .table: break
    case .csv: bytes += Self.csv(ListRow.titles)
    case .json: bytes += Array("[".utf8)
    }
  }

  /// Adds a row.
  public mutating func append(_ row: ListRow) {
    switch format {
    case .table: rows.append(row.fields.map(PrintableText.escaped))
    case .csv: bytes += Self.csv(row.fields)
    case .json: bytes += Array((rowCount == 0 ? "\n" : ",\n").utf8) + row.json.line().dropLast()
    }
    rowCount += 1
    guard bytes.count >= Self.pieceByteCount else { return }
    emit(bytes)
    bytes = []
  }

  /// Ends the list.
  public mutating func finish() {
    switch format {
    case .table: bytes += Array(table.utf8)
    case .csv: break
    case .json: bytes += Array((rowCount == 0 ? "]\n" : "\n]\n").utf8)
    }
    emit(bytes)
    bytes = []
  }

  /// The columns in which any row has something.
  private var table: String {
    let used = ListRow.titles.indices.filter { column in
      rows.contains { !$0[column].isEmpty }
    }
    guard !used.isEmpty else { return "No rows.\n" }
    var table = TextTable(
      used.map { ["Phones", "Line"].contains(ListRow.titles[$0]) ? .number : .label })
    table.append(titles: used.map { ListRow.titles[$0] })
    for row in rows { table.append(row: used.map { TextTable.Cell(row[$0]) }) }
    return table.text(style)
  }

  private static func csv(_ fields: [String]) -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: fields)
    return text.bytes
  }
}
