internal import CensusModel
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
  /// The names that numbers of models and of classes have, as far as they came.
  var deviceModels: [TextID: TextID] = [:]
  var deviceClasses: [TextID: TextID] = [:]
  /// The model that records of each class are, as far as classes came.
  var models: [TextID: ImportedModel] = [:]

  init(name: String, file: Int, source: Int, placement: PlacementTable) {
    self.name = name
    self.file = file
    self.source = source
    self.placement = placement
  }

  func origin(_ row: borrowing Row) -> Origin {
    Origin(line: row.line, file: Int32(file), element: Int32(element.index))
  }

  /// Where the lines of the placement file put a row.
  func place(
    _ row: borrowing Row, _ attributes: [(PlacementTable.Attribute, Field)]
  ) -> Int32? {
    guard placement.hasLines(source) else { return nil }
    return placement.place(
      source: source, attributes.map { (attribute: $0.0, text: row.slice($0.1)) })
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

// MARK: Texts

extension FileContext {
  /// The first value of a field that is not empty.
  mutating func text(_ field: Field, of row: borrowing Row) -> TextID {
    text(row.range(of: field), of: row)
  }

  mutating func text(_ range: Range<Int>, of row: borrowing Row) -> TextID {
    if range.isEmpty { return .empty }
    return unsafe row.bytes.withUnsafeBytes { bytes in
      unsafe records.texts.number(of: UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// All values of a field that are not empty.
  mutating func texts(_ field: Field, of row: borrowing Row) -> TextSpan {
    let start = records.exported.lists.count
    for value in row.values where value.field == field && !value.text.isEmpty {
      let text = text(value.text, of: row)
      records.exported.lists.append(text)
    }
    return TextSpan(from: start, of: records.exported.lists)
  }

  /// Notes a key by which the distinct records of a list are counted.
  mutating func addListKey(_ field: Field, or other: Field? = nil, of row: borrowing Row) {
    let key = text(row.isEmpty(field) ? other ?? field : field, of: row)
    records.exported.listKeys.append(key)
  }

  // MARK: Accounts

  /// An account by its name, with its second key and its department.
  mutating func account(
    _ name: Field, second: Field? = nil, of row: borrowing Row
  ) -> ExportedRecords.Account {
    var account = ExportedRecords.Account(key: text(name, of: row), origin: origin(row))
    if let second { account.second = text(second, of: row) }
    account.department = text(.department, of: row)
    return account
  }

  mutating func addAccount(_ account: ExportedRecords.Account) {
    records.exported.accounts.append(account)
  }

  // MARK: Keys of the database

  /// The key of another record's row, folded.
  mutating func rowKey(_ field: Field, of row: borrowing Row) -> TextID {
    let key = row.bytes[Self.withoutBraces(row.range(of: field), row)]
    return unsafe Folding.key(key).withUnsafeBytes { unsafe records.texts.number(of: $0) }
  }

  /// Notes the key of a record's own row.
  mutating func addRowKey(of row: borrowing Row) -> ExportedRecords.RowKey {
    let range = Self.withoutBraces(row.range(of: .key), row)
    if range.isEmpty { return .none }
    records.exported.rowKeys.append(row.bytes[range])
    return ExportedRecords.RowKey(records.exported.rowKeys.count - 1)
  }

  /// AXL writes keys in braces, SQL does not.
  private static func withoutBraces(_ range: Range<Int>, _ row: borrowing Row) -> Range<Int> {
    guard range.count >= 2, row.bytes[range.lowerBound] == UInt8(ascii: "{"),
      row.bytes[range.upperBound - 1] == UInt8(ascii: "}")
    else { return range }
    return (range.lowerBound + 1)..<(range.upperBound - 1)
  }
}
