internal import BuiltInData
internal import CensusModel
internal import CensusRules
internal import Documents
internal import TextOutput

extension DataFiles {
  /// The device table of a request: the built-in one or another, with the lines that files change.
  static func deviceClasses(
    of request: DumpRequest
  ) throws(Failure) -> DataFile<DeviceClassTable> {
    var table = try table(request.deviceClasses, request)
    for path in request.deviceClassChanges {
      let changes = try self.table(path, request)
      let bytes = try mapping(Failure.init) { () throws(DocumentError) in
        try merged(table.bytes, table.name, with: changes.bytes, changes.name)
      }
      table.name += " with \(changes.name)"
      table = try parsed(table.name, bytes)
    }
    return table
  }

  private static func table(
    _ path: String?, _ request: DumpRequest
  ) throws(Failure) -> DataFile<DeviceClassTable> {
    let (name, bytes) = try load(
      path, BuiltInData.deviceClasses, builtInName: "device-classes.csv", request.fileSystem)
    return try parsed(name, bytes)
  }

  private static func parsed(
    _ name: String, _ bytes: [UInt8]
  ) throws(Failure) -> DataFile<DeviceClassTable> {
    let table = try mapping(Failure.init) { () throws(DocumentError) in
      try DeviceClassTable(parsing: bytes, file: name)
    }
    return DataFile(content: table, name: name, bytes: bytes)
  }

  /// The lines of a table whose names the changes do not have, and after them the changes.
  private static func merged(
    _ table: [UInt8], _ name: String, with changes: [UInt8], _ changesName: String
  ) throws(DocumentError) -> [UInt8] {
    let (old, new) = (try rows(table, name), try rows(changes, changesName))
    let key = { (row: [String]) in ExactText(Folding.product(row[1])) }
    let changed = Set(new.dropFirst().map(key))
    var text = CSVText(beginningWith: "")
    text.append(row: old[0])
    for row in old.dropFirst() where !changed.contains(key(row)) { text.append(row: row) }
    for row in new.dropFirst() { text.append(row: row) }
    return text.bytes
  }

  /// The records of a table that was parsed before.
  private static func rows(
    _ bytes: [UInt8], _ name: String
  ) throws(DocumentError) -> [[String]] {
    var reader = try CSVReader(SourceDocument(file: name, bytes: bytes))
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.fields) }
    return rows
  }
}
