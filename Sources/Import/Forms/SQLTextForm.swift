internal import Documents
internal import Glibc

/// Reads the answers to `run sql` out of the log of a session: a line of column names, a line of
/// `=` that shows how wide each column is, and rows in columns of these widths.
struct SQLTextForm: ~Copyable {
  private struct Table {
    /// Where each column begins and ends, in characters.
    var columns: [Range<Int>]
    var mapping: ColumnMapping
  }

  private let file: String
  private let receiver: any RowReceiver
  /// The line at hand: its bytes are those of the row.
  private var row = Row()
  private var line = 0
  private var at = 0
  private var table: Table?
  private var tableCount = 0
  private var recordCount = 0
  /// The last line outside of tables that is not empty.
  private var header: (text: [UInt8], line: Int)?
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
    while start < bytes.count, let base = bytes.baseAddress,
      let feed = unsafe memchr(base + start, 0x0A, bytes.count - start)
    {
      let end = unsafe UnsafeRawPointer(feed) - base
      unsafe row.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      start = end + 1
      try endLine()
    }
    unsafe row.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[start...]))
    if row.bytes.count > RowAssembler.rowByteCountMax {
      throw refusal("a line of more than 16 MiB")
    }
  }

  /// Takes the end of the file.
  mutating func finish() throws(DocumentError) {
    if !row.bytes.isEmpty { try endLine() }
    guard tableCount > 0 || !hasStatement else {
      throw refusal(
        "a statement, but no table with a line of '=' under its titles: a copy from a web page, or "
          + "one that lost its line ends; save the session itself")
    }
    guard tableCount > 0 else { throw refusal("text without an answer to 'run sql'") }
    var page = Row()
    page.line = line
    try receiver.endPage(page, recordCount: recordCount)
  }

  private mutating func endLine() throws(DocumentError) {
    line += 1
    let byteCount = row.bytes.count + 1
    defer {
      row.removeAll()
      at += byteCount
    }
    let isASCII = row.isASCII
    guard isASCII || String(validating: row.bytes, as: UTF8.self) != nil else {
      throw refusal("not UTF-8; save it as UTF-8, or name its encoding")
    }
    let (text, isPager) = withoutPager()
    let isEmpty = row.bytes[text].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if isEmpty, isPager { return }
    if isEmpty || Self.isPrompt(row.bytes[text]) {
      table = nil
      header = nil
      hasStatement = hasStatement || row.string(text).contains("run sql")
      return
    }
    guard table == nil else { return try takeRow(text, isASCII: isASCII) }
    if Self.isRule(row.bytes[text]), let header {
      return try beginTable(header.text, header.line, rule: row.bytes[text])
    }
    try takeOther(row.string(text))
  }

  /// Takes a line outside of tables.
  private mutating func takeOther(_ text: String) throws(DocumentError) {
    let folded = text.lowercased()
    if let error = Self.errors.first(where: { folded.contains($0) }) {
      throw refusal("the statement failed ('\(error)'): correct it and run it again")
    }
    if text.hasPrefix("No records found") {
      tableCount += 1
    } else {
      header = (Array(text.utf8), line)
    }
  }

  private mutating func beginTable(
    _ header: [UInt8], _ headerLine: Int, rule: ArraySlice<UInt8>
  ) throws(DocumentError) {
    var columns: [Range<Int>] = []
    var start: Int?
    for (index, byte) in (Array(rule) + [0x20]).enumerated() {
      if byte == UInt8(ascii: "=") {
        start = start ?? index
      } else if let begin = start {
        columns.append(begin..<index)
        start = nil
      }
    }
    let scalars = Array(String(decoding: header, as: UTF8.self).unicodeScalars)
    let titles = columns.map { Self.title(scalars, $0) }
    if titles.contains("") { throw refusal("a column of the table has no title") }
    table = Table(
      columns: columns, mapping: try receiver.columns(titles, isQuery: true, line: headerLine))
    tableCount += 1
  }

  private static func title(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    let range = min(range.lowerBound, scalars.count)..<min(range.upperBound, scalars.count)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return ColumnMapping.trimmed(String(text))
  }

  /// Takes a line of the table that is open.
  private mutating func takeRow(_ text: Range<Int>, isASCII: Bool) throws(DocumentError) {
    guard let table else { return }
    let columns =
      isASCII ? Self.cells(table.columns, text) : widerCells(table.columns, text)
    // Between columns, and after the last one, there are only blanks.
    var position = text.lowerBound
    for cell in columns + [text.upperBound..<text.upperBound] {
      if row.bytes[position..<cell.lowerBound].contains(where: { $0 != 0x20 }) {
        throw refusal(
          "a row that does not fit the widths of its columns: it was changed after the session; "
            + "save the session again")
      }
      position = cell.upperBound
    }
    row.kind = table.mapping.form
    row.line = line
    row.byte = at
    for column in table.mapping.wanted {
      var cell = row.trimmed(columns[column.index])
      if row.bytes[cell].elementsEqual("NULL".utf8) { cell = 0..<0 }
      row.values.append(Row.Value(field: column.field, text: cell))
    }
    recordCount += 1
    try receiver.receive(&row)
  }

  /// The bytes of each column where every character is one byte.
  private static func cells(_ columns: [Range<Int>], _ text: Range<Int>) -> [Range<Int>] {
    columns.map { column in
      min(
        text.lowerBound + column.lowerBound, text.upperBound)..<min(
          text.lowerBound + column.upperBound, text.upperBound)
    }
  }

  /// The bytes of each column where characters may be several bytes.
  private func widerCells(_ columns: [Range<Int>], _ text: Range<Int>) -> [Range<Int>] {
    let offsets = text.filter { row.bytes[$0] & 0xC0 != 0x80 } + [text.upperBound]
    let last = offsets.count - 1
    return columns.map { offsets[min($0.lowerBound, last)]..<offsets[min($0.upperBound, last)] }
  }

  private static func isRule(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(UInt8(ascii: "="))
      && text.allSatisfy { $0 == UInt8(ascii: "=") || $0 == 0x20 }
  }

  private static func isPrompt(_ text: ArraySlice<UInt8>) -> Bool {
    text.starts(with: "admin:".utf8) || text.starts(with: "run sql ".utf8)
  }

  /// The line without its CR and without what the pager of the terminal wrote over.
  private func withoutPager() -> (text: Range<Int>, isPager: Bool) {
    let bytes = row.bytes
    var end = bytes.count
    while end > 0, bytes[end - 1] == Self.carriageReturn { end -= 1 }
    var start = 0
    let mark = bytes[..<end].firstIndex { $0 != 0x20 } ?? 0
    let isPager = bytes[mark..<end].starts(with: "--More--".utf8)
    if isPager { start = mark + "--More--".utf8.count }
    let written = bytes[start..<end].lastIndex { $0 == Self.carriageReturn || $0 == Self.backspace }
    if let written { start = written + 1 }
    return (start..<end, isPager)
  }

  private static let carriageReturn: UInt8 = 0x0D
  private static let backspace: UInt8 = 0x08

  private func refusal(_ reason: String) -> DocumentError {
    DocumentError(file: file, line: max(line, 1), byte: at, reason: reason)
  }
}
