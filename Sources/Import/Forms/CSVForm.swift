internal import CensusModel
internal import Documents

/// Reads CSV as it comes, in UTF-8: the separator is that of the header line, and quotes are those
/// of RFC 4180.
struct CSVForm: ~Copyable {
  private enum State {
    case fieldStart, plain, quoted, quoteInQuoted, lineEnd
  }

  private let file: String
  private let receiver: any RowReceiver
  private var state = State.fieldStart
  private var separator: UInt8?
  private var mapping: ColumnMapping?
  private var titleCount = 0
  /// The record at hand: its bytes are those of its row.bytes.
  private var row = Row()
  /// Where each cell ends.
  private var ends: [Int] = []
  /// The bytes so far, and the line that is read.
  private var at = 0
  private var line = 1
  private var start = (byte: 0, line: 1)
  private var hasQuotes = false
  private(set) var recordCount = 0

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A
  /// The separators that exports use.
  static let separators: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  init(file: String, receiver: any RowReceiver) {
    self.file = file
    self.receiver = receiver
  }

  /// Takes the next bytes, in UTF-8 without a BOM.
  mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(DocumentError) {
    var index = 0
    while index < bytes.count {
      if let separator, mapping != nil, state == .plain || state == .fieldStart {
        index = unsafe takePlain(bytes, from: index, separator)
        try checkSize()
        guard index < bytes.count else { return }
      }
      try unsafe take(bytes[index])
      at += 1
      index += 1
    }
  }

  // PERF: cells without quotes are most of a file; they are taken a cell at a time.
  /// Takes cells without quotes up to a byte that is not theirs: the end of the line, or a quote.
  ///
  /// - Returns: the index of this byte.
  private mutating func takePlain(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ separator: UInt8
  ) -> Int {
    var begin = start
    var end = start
    while end < bytes.count {
      let byte = unsafe bytes[end]
      if byte == separator {
        unsafe row.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[begin..<end]))
        ends.append(row.bytes.count)
        begin = end + 1
        state = .fieldStart
      } else if byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote {
        break
      } else if end == begin {
        state = .plain
      }
      end += 1
    }
    unsafe row.bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[begin..<end]))
    at += end - start
    return end
  }

  /// Takes the end of the file.
  mutating func finish() throws(DocumentError) {
    switch state {
    case .quoted:
      throw refusal("a quoted cell begins in this record, but its last quote is missing")
    case .fieldStart where ends.isEmpty && row.bytes.isEmpty: break
    default: try endRecord()
    }
    guard mapping != nil else { throw refusal("a file without a line of titles") }
    var page = Row()
    page.line = line
    try receiver.endPage(page, recordCount: recordCount)
  }

  private mutating func take(_ byte: UInt8) throws(DocumentError) {
    if state == .lineEnd, byte != Self.lineFeed {
      throw refusal("a CR without an LF; end lines with LF or CRLF")
    }
    switch (state, byte) {
    case (.quoted, Self.quote): state = .quoteInQuoted
    case (.quoted, _):
      if byte == Self.lineFeed { line += 1 }
      row.bytes.append(byte)
    case (.quoteInQuoted, Self.quote):
      row.bytes.append(byte)
      state = .quoted
    case (_, Self.lineFeed):
      try endRecord()
      line += 1
      start = (at + 1, line)
    case (_, Self.carriageReturn): state = .lineEnd
    case (.fieldStart, Self.quote):
      hasQuotes = true
      state = .quoted
    case (_, _) where isSeparator(byte):
      ends.append(row.bytes.count)
      if mapping == nil { row.bytes.append(byte) }
      state = .fieldStart
    case (.quoteInQuoted, _):
      throw refusal("text after a closing quote; expected a separator or the end of the line")
    case (.plain, Self.quote):
      throw refusal("a quote within an unquoted cell; quote the whole cell and double the quote")
    default:
      row.bytes.append(byte)
      state = .plain
    }
    try checkSize()
  }

  private func checkSize() throws(DocumentError) {
    if row.bytes.count > RowAssembler.rowByteCountMax {
      throw refusal("a record of more than 16 MiB")
    }
  }

  /// Before the header is known each separator may be the one.
  private func isSeparator(_ byte: UInt8) -> Bool {
    if let separator { return byte == separator }
    return Self.separators.contains(byte)
  }

  private mutating func endRecord() throws(DocumentError) {
    defer {
      row.removeAll()
      ends.removeAll(keepingCapacity: true)
      state = .fieldStart
      hasQuotes = false
    }
    if ends.isEmpty, row.bytes.isEmpty, !hasQuotes { return }
    ends.append(row.bytes.count)
    try checkText()
    if mapping != nil { return try endRow() }
    try endHeader()
  }

  private func checkText() throws(DocumentError) {
    if row.isASCII { return }
    guard String(validating: row.bytes, as: UTF8.self) != nil else {
      throw DocumentError(
        file: file, line: start.line, byte: start.byte,
        reason: "not UTF-8; save it as UTF-8, or name its encoding")
    }
  }

  private func cell(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }
}

extension CSVForm {
  /// The line of titles, or a line before it that PowerShell or a spreadsheet writes.
  private mutating func endHeader() throws(DocumentError) {
    // The cells still hold the separators that were passed.
    let text = String(decoding: row.bytes, as: UTF8.self)
    if text.hasPrefix("#TYPE ") { return }
    if text.utf8.count == 5, text.lowercased().hasPrefix("sep="), let last = text.utf8.last,
      Self.separators.contains(last)
    {
      separator = last
      return
    }
    let separator = separator ?? mostFrequent()
    self.separator = separator
    let titles = titles(separator)
    if let glued = titles.first(where: Self.isGlued) {
      throw refusal(
        "the title '\(glued)' runs into a device's name: the line end after the titles is missing; "
          + "export the file again")
    }
    titleCount = titles.count
    mapping = try receiver.columns(titles, isQuery: false, line: start.line)
  }

  /// The separator that occurs most in the header, outside of quotes.
  private func mostFrequent() -> UInt8 {
    var counts = [0, 0, 0]
    for end in ends where end < row.bytes.count {
      if let index = Self.separators.firstIndex(of: row.bytes[end]) { counts[index] += 1 }
    }
    let index = counts.indices.max { counts[$0] < counts[$1] } ?? 0
    return counts[index] == 0 ? Self.separators[0] : Self.separators[index]
  }

  private func titles(_ separator: UInt8) -> [String] {
    var titles: [[UInt8]] = [[]]
    let boundaries = Set(
      ends.filter { $0 < row.bytes.count && Self.separators.contains(row.bytes[$0]) })
    for (index, byte) in row.bytes.enumerated() {
      if boundaries.contains(index), byte == separator {
        titles.append([])
      } else {
        titles[titles.count - 1].append(byte)
      }
    }
    return titles.map { String(decoding: $0, as: UTF8.self) }
  }

  /// True if a title contains `SEP` and the twelve digits of a MAC address.
  static func isGlued(_ title: String) -> Bool {
    let bytes = Array(title.utf8)
    let mark = Array("SEP".utf8)
    guard bytes.count >= 15 else { return false }
    return (0...(bytes.count - 15)).contains { start in
      bytes[start..<(start + 3)].elementsEqual(mark)
        && bytes[(start + 3)..<(start + 15)].allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
        }
    }
  }

  private mutating func endRow() throws(DocumentError) {
    guard let mapping else { return }
    if ends.count < titleCount {
      throw refusal("a row of \(ends.count) cells under \(titleCount) titles; export it again")
    }
    for extra in titleCount..<max(titleCount, ends.count) where !cell(extra).isEmpty {
      throw refusal("a row of \(ends.count) cells under \(titleCount) titles; export it again")
    }
    recordCount += 1
    row.kind = mapping.form
    row.line = start.line
    row.byte = start.byte
    for column in mapping.wanted {
      let text = row.trimmed(cell(column.index))
      row.values.append(Row.Value(field: column.field, text: text))
    }
    for column in mapping.licences where isTrue(cell(column.index)) {
      let title = row.append(column.title.utf8)
      row.values.append(Row.Value(field: .licence, text: title))
    }
    if mapping.refusesObjects { try checkObjects() }
    try receiver.receive(&row)
  }

  private func isTrue(_ cell: Range<Int>) -> Bool {
    cell.count >= 4 && Folding.key(row.bytes[cell]) == Array("true".utf8)
  }

  /// PowerShell writes the type of a list where its elements should be.
  private func checkObjects() throws(DocumentError) {
    for index in 0..<titleCount {
      let cell = row.bytes[cell(index)]
      if cell.starts(with: "System.".utf8),
        cell.elementsEqual("System.Object[]".utf8) || cell.elementsEqual("System.String[]".utf8)
          || cell.starts(with: "System.Collections.".utf8)
      {
        throw refusal(
          "'\(String(decoding: cell, as: UTF8.self))' in place of a list: what was in it is lost; "
            + "export with ConvertTo-Json -Depth 5")
      }
    }
  }

  private func refusal(_ reason: String) -> DocumentError {
    DocumentError(file: file, line: start.line, byte: start.byte, reason: reason)
  }
}
