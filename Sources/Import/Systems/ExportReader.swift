internal import CensusModel
internal import Documents
internal import Files

/// Reads one file of a source.
final class ExportReader: RowReceiver {
  private let system: SourceSystem
  private let path: String
  private let name: String
  private let encoding: TextEncoding?
  private let tables: ImportTables
  private var context: FileContext
  private var mapping: (titles: [String], mapping: ColumnMapping)?

  /// Everything that all files of an import are read with.
  struct Setup: Sendable {
    var placement: PlacementTable
    var encoding: TextEncoding?
    var tables = ImportTables()
  }

  init(_ file: PlannedExport, number: Int, _ setup: Setup) {
    system = file.system
    path = file.path
    name = file.path
    encoding = setup.encoding
    tables = setup.tables
    context = FileContext(
      name: file.path, file: number, source: file.source, placement: setup.placement)
  }

  /// Reads the whole file.
  func read(progress: RunProgress?) throws(ImportError) -> FileRecords {
    var digest = InputDigest()
    do throws(ReadingFailure) {
      let form = try self.form()
      context.records.form = form.name
      switch form {
      case .xml: try readXML(&digest, progress)
      case .json: try readJSON(&digest, progress)
      case .csv: try readCSV(&digest, progress)
      case .sqlText: try readSQLText(&digest, progress)
      case .unknown(let what): throw ReadingFailure.unknown(what)
      }
    } catch {
      switch error {
      case .document(let error): throw .malformed(error)
      case .file(let error): throw .file(error)
      case .unknown(let what): throw .unknownFiles([UnknownFile(name: name, what: what)])
      }
    }
    context.records.digest = digest.hexadecimal()
    return context.records
  }

  // MARK: Forms

  private func form() throws(ReadingFailure) -> ExportForm {
    let head = FileReading.head(of: path, byteCount: ExportForm.headByteCount) ?? []
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      var decoder = TextDecoder(nil)
      let even = head.count - head.count % 2
      let text =
        unsafe (try? head[..<even].withUnsafeBytes { (raw) throws(TextDecoder.Fault) in
          try unsafe decoder.decode(raw)
        }) ?? []
      return ExportForm(text)
    }
    return ExportForm(head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head)
  }

  private func readXML(
    _ digest: inout InputDigest, _ progress: RunProgress?
  ) throws(ReadingFailure) {
    let form = XMLForm(file: name, tree: system.table.tree, receiver: self)
    let chunkByteCount = XMLForm.wholeByteCountMax + 1
    try unsafe forEachChunk(&digest, progress, chunkByteCount) { bytes throws(DocumentError) in
      try unsafe form.consume(bytes, isLast: bytes.count < chunkByteCount)
    }
    try document { () throws(DocumentError) in try form.finish() }
  }

  private func readJSON(
    _ digest: inout InputDigest, _ progress: RunProgress?
  ) throws(ReadingFailure) {
    var decoder = TextDecoder(nil)
    var text: [UInt8] = []
    try unsafe forEachChunk(&digest, progress) { bytes throws(DocumentError) in
      text += try self.decoded { () throws(TextDecoder.Fault) in try unsafe decoder.decode(bytes) }
      if text.count > Self.documentByteCountMax {
        throw DocumentError(
          file: self.name, line: 1, byte: 0,
          reason: "a JSON document of more than 1 GiB; export it in pages")
      }
    }
    try document { () throws(DocumentError) in
      text += try self.decoded { () throws(TextDecoder.Fault) in try decoder.finish() }
      try JSONForm.read(
        text, file: self.name, tree: self.system.table.tree, receiver: self)
    }
  }

  /// The largest JSON document: it is read as a whole.
  private static let documentByteCountMax = 1 << 30

  private func readCSV(
    _ digest: inout InputDigest, _ progress: RunProgress?
  ) throws(ReadingFailure) {
    var decoder = TextDecoder(encoding)
    var form = CSVForm(file: name, receiver: self)
    try unsafe forEachChunk(&digest, progress) { bytes throws(DocumentError) in
      guard !decoder.isIdle else { return try unsafe form.consume(bytes) }
      let text = try self.decoded { () throws(TextDecoder.Fault) in try unsafe decoder.decode(bytes)
      }
      try Self.consume(text, &form)
    }
    try document { () throws(DocumentError) in
      let text = try self.decoded { () throws(TextDecoder.Fault) in try decoder.finish() }
      try Self.consume(text, &form)
      try form.finish()
    }
  }

  private func readSQLText(
    _ digest: inout InputDigest, _ progress: RunProgress?
  ) throws(ReadingFailure) {
    guard system == .cucm else { throw .unknown("answers to 'run sql', which only CUCM gives") }
    var decoder = TextDecoder(encoding)
    var form = SQLTextForm(file: name, receiver: self)
    try unsafe forEachChunk(&digest, progress) { bytes throws(DocumentError) in
      guard !decoder.isIdle else { return try unsafe form.consume(bytes) }
      let text = try self.decoded { () throws(TextDecoder.Fault) in try unsafe decoder.decode(bytes)
      }
      try Self.consume(text, &form)
    }
    try document { () throws(DocumentError) in
      let text = try self.decoded { () throws(TextDecoder.Fault) in try decoder.finish() }
      try Self.consume(text, &form)
      try form.finish()
    }
  }

  private static func consume(
    _ text: [UInt8], _ form: inout CSVForm
  ) throws(DocumentError) {
    let result = unsafe text.withUnsafeBytes { raw in
      Result { () throws(DocumentError) in try unsafe form.consume(raw) }
    }
    try result.get()
  }

  private static func consume(
    _ text: [UInt8], _ form: inout SQLTextForm
  ) throws(DocumentError) {
    let result = unsafe text.withUnsafeBytes { raw in
      Result { () throws(DocumentError) in try unsafe form.consume(raw) }
    }
    try result.get()
  }

  private func decoded(
    _ body: () throws(TextDecoder.Fault) -> [UInt8]
  ) throws(DocumentError) -> [UInt8] {
    do throws(TextDecoder.Fault) {
      return try body()
    } catch {
      let reason =
        switch error {
        case .brokenUTF16: "UTF-16 that breaks within a character; save the file as UTF-8"
        case .undefinedByte(let byte):
          "the byte 0x\(String(byte, radix: 16)) has no meaning in \(encoding?.rawValue ?? "UTF-8")"
        }
      throw DocumentError(file: name, line: 1, byte: 0, reason: reason)
    }
  }

  private func document(_ body: () throws(DocumentError) -> Void) throws(ReadingFailure) {
    do throws(DocumentError) { try body() } catch { throw .document(error) }
  }

  private func forEachChunk(
    _ digest: inout InputDigest, _ progress: RunProgress?,
    _ chunkByteCount: Int = FileReading.chunkByteCount,
    _ body: (UnsafeRawBufferPointer) throws(DocumentError) -> Void
  ) throws(ReadingFailure) {
    var failure: DocumentError?
    do throws(FileError) {
      try unsafe FileReading.forEachChunk(
        of: path, chunkByteCount: chunkByteCount, fileSystem: .live
      ) { chunk throws(FileError) in
        guard failure == nil else { return }
        unsafe digest.update(chunk)
        progress?.add(byteCount: chunk.count)
        do throws(DocumentError) { try unsafe body(chunk) } catch { failure = error }
      }
    } catch {
      throw .file(error)
    }
    if let failure { throw .document(failure) }
  }

  private enum ReadingFailure: Error {
    case document(DocumentError)
    case file(FileError)
    case unknown(String)
  }
}

// MARK: What the forms find

extension ExportReader {
  func receive(_ row: inout Row) throws(DocumentError) {
    context.records.readCount += 1
    if row.kind == "row" { try mapColumns(of: &row) }
    context.begin(row)
    try system.table.take(row, &context)
  }

  /// Gives a row of a reply to an SQL query the fields that its columns mean.
  private func mapColumns(of row: inout Row) throws(DocumentError) {
    let mapping: ColumnMapping
    if let known = self.mapping, Self.hasColumns(row, known.titles) {
      mapping = known.mapping
    } else {
      let titles = row.columns.map { row.string($0.title) }
      mapping = try columns(titles, isQuery: true, line: row.line)
      self.mapping = (titles, mapping)
    }
    row.kind = mapping.form
    for column in mapping.wanted {
      row.values.append(Row.Value(field: column.field, text: row.columns[column.index].text))
    }
  }

  private static func hasColumns(_ row: borrowing Row, _ titles: [String]) -> Bool {
    guard row.columns.count == titles.count else { return false }
    for (column, title) in zip(row.columns, titles)
    where !row.bytes[column.title].elementsEqual(title.utf8) {
      return false
    }
    return true
  }

  func endPage(_ page: borrowing Row, recordCount: Int) throws(DocumentError) {
    if !page[.errorText].isEmpty { throw refusal(ofAnswer: page[.errorText], page) }
    let text = page[.total]
    if !text.isEmpty {
      guard let total = Int(text), total >= 0 else {
        throw DocumentError(
          file: name, line: page.line, byte: 0, reason: "a total that is not a number: '\(text)'")
      }
      context.records.totals.append(FileRecords.Total(count: total, line: page.line))
    }
    let next = page[.nextPage]
    context.records.pages.append(
      FileRecords.Page(recordCount: recordCount, nextPage: next.isEmpty ? nil : next))
  }

  func columns(
    _ titles: [String], isQuery: Bool, line: Int
  ) throws(DocumentError) -> ColumnMapping {
    guard var mapping = tables.columns.mapping(system, titles: titles, isQuery: isQuery) else {
      throw DocumentError(
        file: name, line: line, byte: 0,
        reason: isQuery ? Self.unknownQuery(titles) : unknownTable(titles))
    }
    if system == .webex {
      let known = Set(mapping.wanted.map(\.index))
      mapping.licences = titles.enumerated().compactMap { index, title in
        known.contains(index) ? nil : (index, ColumnMapping.trimmed(title))
      }
      // Attributes are chosen apart from licences.
      let table = tables.licences
      guard mapping.licences.contains(where: { table.service(of: $0.title) != nil }) else {
        throw DocumentError(
          file: name, line: line, byte: 0,
          reason: "no column is a licence of the table of licences: export the users again, with "
            + "their licences")
      }
    }
    let fields = mapping.wanted.map(\.field)
    switch mapping.form {
    case "bat-phones" where fields.contains(.associatedUser), "sql-associations":
      context.records.hasDeviceAssociations = true
    case "sql-association-keys":
      context.records.hasDeviceAssociations = true
      context.records.hasProfileAssociations = true
    case "sql-profiles": context.records.hasProfileAssociations = true
    default: break
    }
    return mapping
  }

  private static func unknownQuery(_ titles: [String]) -> String {
    "no known query has the columns \(titles.joined(separator: ", ")); "
      + "use the statements of the manual, with their names of columns"
  }

  private func unknownTable(_ titles: [String]) -> String {
    let folded = titles.map { Folding.product($0) }
    if folded.contains("report refresh date") {
      return "a usage report, whose names may be concealed and which has no service plans; export "
        + "/users of Graph"
    }
    if folded.contains("licenses"), folded.contains("user principal name") {
      return "the admin centre's users, whose licence names are translated; export /users of Graph"
    }
    if folded.contains("mac address") {
      return "a file for inserting or updating phones, which has no 'Device Type'; export "
        + "'All Phone Details'"
    }
    return "no known table of \(system.rawValue) has these titles; it begins with "
      + "\(shown(titles.first ?? ""))"
  }

  private func refusal(ofAnswer text: String, _ page: borrowing Row) -> DocumentError {
    var reason = "an error answer, not an export: \(shown(text))"
    let folded = text.lowercased()
    if folded.contains("query request too large") {
      reason += "; ask for fewer rows at a time, with 'skip' and 'first'"
    }
    return DocumentError(file: name, line: page.line, byte: 0, reason: reason)
  }
}
