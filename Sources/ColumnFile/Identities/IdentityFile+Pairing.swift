public import CensusModel
internal import Sealing

/// A person of a columnar file with their name.
public struct NamedPerson: Sendable {
  /// Index into the customers of both files.
  public var customer: Int
  /// The identity of the customer.
  public var facts: FactSet
  /// The types of their devices, as indexes into the file's; beside the parts of their row.
  public var deviceTypes: ArraySlice<UInt16>
  /// Their name, and those of their devices.
  public var row: IdentityRow
}

/// A phone of a columnar file without an owner, with its name.
public struct NamedDevice: Sendable {
  /// Index into the customers of both files.
  public var customer: Int
  /// Its type, as an index into the file's.
  public var type: UInt16
  /// Its name.
  public var row: IdentityRow
}

extension IdentityFile {
  /// Calls a body for each person of some customers, in the order of the files. One group and one
  /// block at a time are in memory.
  ///
  /// - Parameters:
  ///   - body: is called for one person after the other.
  ///   - file: the columnar file; `verify(against:)` took it.
  ///   - customers: by index.
  public func forEachPerson(
    of file: ColumnFile, customers: Range<Int>, _ body: (NamedPerson) -> Void
  ) throws(ColumnFileError) {
    var rows = IdentityRows(self, .persons, of: customers)
    let group = DecodedGroup()
    for index in file.groups(withPersonsOf: customers) {
      try file.decode(group: index, into: group)
      let persons = group.persons()
      var person = 0
      for segment in group.segments {
        defer { person += segment.personCount }
        guard customers.contains(segment.customer) else { continue }
        for index in person..<person + segment.personCount {
          let row = try next(&rows, segment.customer, file)
          let types = persons.devices(of: index)
          guard row.partCount == types.count else { throw contradiction(file) }
          body(
            NamedPerson(
              customer: segment.customer, facts: persons.facts[index], deviceTypes: types, row: row)
          )
        }
      }
    }
  }

  /// Calls a body for each standalone device of some customers, in the same way.
  public func forEachStandaloneDevice(
    of file: ColumnFile, customers: Range<Int>, _ body: (NamedDevice) -> Void
  ) throws(ColumnFileError) {
    var rows = IdentityRows(self, .standaloneDevices, of: customers)
    let group = DecodedGroup()
    for index in file.groups(withStandaloneDevicesOf: customers) {
      try file.decode(group: index, into: group)
      var types = group.standaloneTypes()[...]
      for segment in group.segments {
        let mine = types.prefix(segment.standaloneCount)
        types = types.dropFirst(segment.standaloneCount)
        guard customers.contains(segment.customer) else { continue }
        for type in mine {
          let row = try next(&rows, segment.customer, file)
          body(NamedDevice(customer: segment.customer, type: type, row: row))
        }
      }
    }
  }

  /// Calls a body for each row of another section of some customers.
  public func forEachRow(
    _ section: CustomerIdentities.Section, customers: Range<Int>, _ body: (IdentityRow) -> Void
  ) throws(ColumnFileError) {
    var rows = IdentityRows(self, section, of: customers)
    while let row = try rows.next() { body(row) }
  }

  private func next(
    _ rows: inout IdentityRows, _ customer: Int, _ file: ColumnFile
  ) throws(ColumnFileError) -> IdentityRow {
    guard let row = try rows.next(), row.customer == customer else { throw contradiction(file) }
    return row
  }

  func contradiction(_ file: ColumnFile) -> ColumnFileError {
    .corrupt(
      file: source.name, byte: source.byteCount - SealedConstants.trailerByteCount,
      reason: "its customers or their rows are not those of \(file.source.name)")
  }
}
