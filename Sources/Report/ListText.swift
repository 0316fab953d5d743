/// How a list is written.
public enum ListFormat: String, CaseIterable, Sendable {
  /// A header line and a line for each row, as in reports.
  case csv
  /// An array with an object for each row, each in a line.
  case json
}

/// Writes a list, row by row, however long it is.
public struct ListText {
  private let format: ListFormat
  private let emit: ([UInt8]) -> Void
  private var bytes: [UInt8] = []
  private var rowCount = 0

  /// A tuning constant: any value is right.
  private static let pieceByteCount = 1 << 16

  /// A list without rows.
  ///
  /// - Parameter emit: takes the bytes, in order.
  public init(_ format: ListFormat, emit: @escaping ([UInt8]) -> Void) {
    self.format = format
    self.emit = emit
    switch format {
    case .csv: bytes += Self.csv(ListRow.titles)
    case .json: bytes += Array("[".utf8)
    }
  }

  /// Adds a row.
  public mutating func append(_ row: ListRow) {
    switch format {
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
    if format == .json { bytes += Array((rowCount == 0 ? "]\n" : "\n]\n").utf8) }
    emit(bytes)
    bytes = []
  }

  private static func csv(_ fields: [String]) -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: fields)
    return text.bytes
  }
}
