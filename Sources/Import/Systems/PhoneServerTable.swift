internal import Documents

/// A phone server: a table of its phones.
enum PhoneServerTable: SystemTable {
  static let tree = FieldTree()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    if row.isEmpty(.name) { return context.records.leaveOut("no name") }
    var record = ImportedRecord(
      model: .phoneServerPhone, key: context.text(.name, of: row), origin: context.origin(row))
    record.place = context.place(
      row, [(.location, .location), (.name, .name), (.description, .description)])
    context.records.exported.devices.append(ExportedRecords.Device(record: record))
  }
}
