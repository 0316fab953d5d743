internal import Documents

/// Reads the answers to `run sql` out of the log of a session: a line of column names, a line of
/// `=`
/// that shows how wide each column is, and rows in columns of these widths.
struct SQLTextForm {
  private struct Table {
    /// Where each column begins and ends, in characters.
    var columns: [Range<Int>]
    var mapping: ColumnMapping
  }

  private let file: String
  private let receiver: any RowReceiver
  private var waiting: [UInt8] = []
  private var line = 0
  private var at = 0
  private var table: Table?
  private var tableCount = 0
  private var recordCount = 0
  /// The last line outside of tables that is not empty.
  private var header: (text: String, line: Int)?
  private var hasStatement = false

  /// Parts of the answers to statements that fail.
  private static let errors = [
    "sql error", "a syntax error has occurred", "not found in any table", "is not in the database",
  ]

  init(file: String, receiver: any RowReceiver) {
    self.file = file
    self.receiver = receiver
  }

  /// Takes the next bytes, in UTF-8 without a BOM.
  mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) {
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      waiting.append(contentsOf: bytes[start..<index])
      start = index + 1
      try endLine()
    }
    waiting.append(contentsOf: bytes[start...])
    if waiting.count > RowAssembler.rowByteCountMax { throw refusal("a line of more than 16 MiB") }
  }

  /// Takes the end of the file.
  mutating func finish() throws(DocumentError) {
    if !waiting.isEmpty { try endLine() }
    guard tableCount > 0 || !hasStatement else {
      throw refusal(
        "a statement, but no table with a line of '=' under its titles: a copy from a web page, or "
          + "one that lost its line ends; save the session itself")
    }
    guard tableCount > 0 else { throw refusal("text without an answer to 'run sql'") }
    try receiver.endPage(ExportPage(fields: [], recordCount: recordCount, line: line))
  }

  private mutating func endLine() throws(DocumentError) {
    line += 1
    let byteCount = waiting.count + 1
    defer {
      waiting.removeAll(keepingCapacity: true)
      at += byteCount
    }
    guard String(validating: waiting, as: UTF8.self) != nil else {
      throw refusal("not UTF-8; save it as UTF-8, or name its encoding")
    }
    let raw = String(decoding: waiting, as: UTF8.self)
    let (text, isPager) = Self.withoutPager(raw)
    let isEmpty = text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if isEmpty, isPager { return }
    if isEmpty || Self.isPrompt(text) {
      table = nil
      header = nil
      hasStatement = hasStatement || text.contains("run sql")
      return
    }
    if let table { return try take(text, table) }
    if Self.isRule(text), let header {
      return try beginTable(header.text, header.line, rule: text)
    }
    if let error = Self.errors.first(where: { text.lowercased().contains($0) }) {
      throw refusal("the statement failed ('\(error)'): correct it and run it again")
    }
    if text.hasPrefix("No records found") {
      tableCount += 1
      return
    }
    header = (text, line)
  }

  private mutating func beginTable(
    _ header: String, _ headerLine: Int, rule: String
  ) throws(DocumentError) {
    var columns: [Range<Int>] = []
    var start: Int?
    for (index, character) in (Array(rule.unicodeScalars) + [" "]).enumerated() {
      if character == "=" {
        start = start ?? index
      } else if let begin = start {
        columns.append(begin..<index)
        start = nil
      }
    }
    let scalars = Array(header.unicodeScalars)
    let titles = columns.map { Self.cell(scalars, $0) }
    if titles.contains("") { throw refusal("a column of the table has no title") }
    table = Table(
      columns: columns, mapping: try receiver.columns(titles, isQuery: true, line: headerLine))
    tableCount += 1
  }

  private mutating func take(_ text: String, _ table: Table) throws(DocumentError) {
    let scalars = Array(text.unicodeScalars)
    // Between columns, and after the last one, there are only blanks.
    var position = 0
    for range in table.columns + [Int.max..<Int.max] {
      let end = min(range.lowerBound, scalars.count)
      if position < end, scalars[position..<end].contains(where: { $0 != " " }) {
        throw refusal(
          "a row that does not fit the widths of its columns: it was changed after the session; "
            + "save the session again")
      }
      position = range.upperBound == Int.max ? scalars.count : range.upperBound
    }
    var row = Row()
    row.kind = table.mapping.form
    row.line = line
    row.byte = at
    for column in table.mapping.wanted {
      let text = Self.cell(scalars, table.columns[column.index])
      row.fields.append((column.field, text == "NULL" ? "" : text))
    }
    recordCount += 1
    try receiver.receive(row)
  }

  private static func cell(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    let range = min(range.lowerBound, scalars.count)..<min(range.upperBound, scalars.count)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return ColumnMapping.trimmed(String(text))
  }

  private static func isRule(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "="))
      && text.utf8.allSatisfy { $0 == UInt8(ascii: "=") || $0 == 0x20 }
  }

  private static func isPrompt(_ text: String) -> Bool {
    text.hasPrefix("admin:") || text.hasPrefix("run sql ")
  }

  /// The line without its CR and without what the pager of the terminal wrote over.
  private static func withoutPager(_ text: String) -> (text: String, isPager: Bool) {
    var scalars = Array(text.unicodeScalars)
    while scalars.last == "\r" { scalars.removeLast() }
    let mark = Array("--More--".unicodeScalars)
    let start = scalars.firstIndex { $0 != " " } ?? 0
    var isPager = false
    if scalars[start...].starts(with: mark) {
      isPager = true
      scalars.removeSubrange(..<(start + mark.count))
    }
    if let last = scalars.lastIndex(where: { $0 == "\r" || $0 == "\u{8}" }) {
      scalars.removeSubrange(...last)
    }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: scalars)
    return (String(kept), isPager)
  }

  private func refusal(_ reason: String) -> DocumentError {
    DocumentError(file: file, line: max(line, 1), byte: at, reason: reason)
  }
}
