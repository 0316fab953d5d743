internal import Documents

/// A phone server: a table of its phones.
enum PhoneServerTable: SystemTable {
  static let tree = FieldTree()

  static func take(_ row: borrowing Row, _ context: inout FileContext) throws(DocumentError) {
    if row[.name].isEmpty { return context.records.leaveOut("no name") }
    var record = ImportedRecord(
      model: .phoneServerPhone, key: row[.name], origin: context.origin(row))
    record.place = context.placement.place(
      source: context.source,
      [
        (.location, row[.location]), (.name, row[.name]), (.description, row[.description]),
      ])
    context.records.devices.append(FileRecords.Device(record: record, key: "", ownerKey: ""))
  }
}
