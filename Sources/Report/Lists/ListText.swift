internal import CensusModel
internal import Documents
public import TextOutput

/// Writes a list: row by row, however long it is, but for a table, whose widths only all rows tell.
public struct ListText {
  private let format: OutputFormat
  private let style: TextStyle
  private let emit: ([UInt8]) -> Void
  private let fields: [ListField]
  private let isComplete: Bool
  private var bytes: [UInt8] = []
  /// Of CSV.
  private var csv = CSVText(beginningWith: "")
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
  ///   - isComplete: whether persons have what decided their column and licences.
  ///   - emit: takes the bytes, in order.
  public init(
    _ format: OutputFormat, _ style: TextStyle = TextStyle(), isComplete: Bool = false,
    emit: @escaping ([UInt8]) -> Void
  ) {
    self.init(format, style, isComplete ? ListField.ofAll : ListField.ofColumn, emit: emit)
  }

  /// A list, without rows, of records that conditions leave out; parameters are as of the other.
  public init(
    ofLeftOut format: OutputFormat, _ style: TextStyle = TextStyle(),
    emit: @escaping ([UInt8]) -> Void
  ) {
    self.init(format, style, ListField.ofLeftOut, emit: emit)
  }

  private init(
    _ format: OutputFormat, _ style: TextStyle, _ fields: [ListField],
    emit: @escaping ([UInt8]) -> Void
  ) {
    isComplete = fields == ListField.ofAll
    self.fields = fields
    self.format = format
    self.style = style
    self.emit = emit
    switch format {
    case .table: break
    case .csv: csv.append(row: fields.map(\.rawValue))
    case .json: bytes += Array("[".utf8)
    }
  }

  /// Adds a row.
  public mutating func append(_ row: ListRow) {
    switch format {
    case .table: rows.append(fields.map { PrintableText.escaped($0.text(of: row)) })
    case .csv:
      for field in fields { csv.append(field.text(of: row)) }
      csv.endRow()
    case .json:
      bytes += Array((rowCount == 0 ? "\n" : ",\n").utf8)
      bytes += row.json(isComplete: isComplete).line().dropLast()
    }
    rowCount += 1
    let isFull =
      format == .csv ? csv.byteCount >= Self.pieceByteCount : bytes.count >= Self.pieceByteCount
    if isFull { emitPiece() }
  }

  /// Adds rows that were made apart; a table has none such.
  public mutating func append(_ piece: ListPiece) {
    guard piece.rowCount > 0 else { return }
    precondition(format == piece.format && format != .table, "rows of the same form")
    emitPiece()
    emit(format == .json && rowCount == 0 ? Array(piece.bytes.dropFirst()) : piece.bytes)
    rowCount += piece.rowCount
  }

  private mutating func emitPiece() {
    emit(format == .csv ? csv.take() : bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends the list.
  public mutating func finish() {
    switch format {
    case .table: bytes += Array(table.utf8)
    case .csv: break
    case .json: bytes += Array((rowCount == 0 ? "]\n" : "\n]\n").utf8)
    }
    emitPiece()
  }

  /// The columns in which any row has something.
  private var table: String {
    let used = fields.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    guard !used.isEmpty else { return "No rows.\n" }
    var table = TextTable(used.map { fields[$0].isNumber ? .number : .label })
    table.append(titles: used.map { fields[$0].rawValue })
    for row in rows { table.append(row: used.map { TextTable.Cell(row[$0]) }) }
    return table.text(style)
  }
}
