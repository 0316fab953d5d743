internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report

/// Makes the rows of lists.
struct ListRows {
  private let input: NamedInput
  private let counts: PersonCounts

  init(_ input: NamedInput) {
    self.input = input
    counts = PersonCounts(input.rules)
  }

  /// Calls a body for each row of a column.
  func forEach(of column: ListColumn, _ body: (ListRow) -> Void) throws(Failure) {
    if let isCounted = column.persons(in: input.rules) {
      return try forEachPerson(isComplete: column == .everyone, where: isCounted, body)
    }
    switch column {
    case .column(let index): try forEach(ofColumn: index, body)
    case .everyone, .users, .additionalLicenses, .unclassified: break
    case .orphanOwners:
      try forEachRow(of: .orphanOwners, .phone) { row, found in
        row.others = found.parts.map(\.name)
        body(row)
      }
    case .aboveSiteLevel:
      try forEachRow(of: .aboveSiteLevel, .record) { row, _ in body(row) }
    case .aboveEveryCustomer:
      try forEachRow(of: .aboveEveryCustomer, .record) { row, _ in body(row) }
    case .emptyKeys: try forEachRow(of: .emptyKeys, .record) { row, _ in body(row) }
    case .mergedRecords:
      try forEachRow(of: .mergedRecords, .record) { row, found in
        row.others = found.parts.flatMap(\.sources).map(place)
        body(row)
      }
    case .unknownAssociations:
      try forEachRow(of: .unknownAssociations, .association) { row, found in
        for part in found.parts {
          row.others = [part.name]
          body(row)
        }
      }
    }
  }

  private func forEach(ofColumn index: Int, _ body: (ListRow) -> Void) throws(Failure) {
    switch input.rules.columns[index].kind {
    case .persons: break
    case .standaloneDevices(let deviceClass):
      try input.forEachStandaloneDevice { device in
        guard input.classOfType[Int(device.type)] == deviceClass else { return }
        var row = self.row(of: device.customer, .phone, device.row)
        row.product = input.product(of: device.type)
        row.deviceClass = deviceClass.name
        body(row)
      }
    case .phoneServerPhones:
      try forEachRow(of: .phoneServerPhones, .phoneServerPhone) { row, _ in body(row) }
    case .sites: try forEachRow(of: .sites, .site) { row, _ in body(row) }
    case .customerPKID: for customer in input.customers { body(row(of: customer)) }
    case .setting(let setting):
      for customer in input.customers
      where input.columns.customers[customer].settings.contains(setting) {
        body(row(of: customer))
      }
    }
  }

  private func forEachPerson(
    isComplete: Bool = false, where isCounted: (PersonCounts.Entry) -> Bool,
    _ body: (ListRow) -> Void
  ) throws(Failure) {
    try input.forEachPerson { person in
      let phones = PersonVerdict.phones(of: person.deviceTypes, classes: input.classOfType)
      let entry = counts.entry(person.facts, phones: phones)
      guard isCounted(entry) else { return }
      body(row(of: person, entry, isComplete: isComplete))
    }
  }

  /// The row of a person.
  func row(of person: NamedPerson, _ entry: PersonCounts.Entry, isComplete: Bool) -> ListRow {
    var row = self.row(of: person.customer, entry.isUser ? .user : .account, person.row)
    row.count = entry.count
    if isComplete { row.devices = person.row.parts.map(\.name) }
    return row
  }

  private func forEachRow(
    of section: CustomerIdentities.Section, _ kind: ListRow.Kind,
    _ body: (inout ListRow, IdentityRow) -> Void
  ) throws(Failure) {
    try input.forEachRow(section) { found in
      var row = self.row(of: found.customer, kind, found)
      body(&row, found)
    }
  }

  private func row(of customer: Int) -> ListRow {
    let entry = input.identities.customers[customer]
    var row = ListRow(
      pkid: entry.pkid, customer: entry.names.customer, kind: .customer,
      name: entry.names.customer)
    row.source = ListRow.Source(model: "", file: "", line: nil, place: entry.path)
    return row
  }

  /// The file and the line of a record.
  private func place(of source: SourceRecord) -> String {
    let file = RecordFile(input.identities.context.files[Int(source.file)]).path
    return source.line == 0 ? file : "\(file):\(source.line)"
  }

  private func row(of customer: Int, _ kind: ListRow.Kind, _ found: IdentityRow) -> ListRow {
    let entry = input.customer(customer)
    var row = ListRow(
      pkid: entry?.pkid ?? "", customer: entry?.names.customer ?? "", kind: kind, name: found.name)
    row.source = found.firstSource.map { source in
      let context = input.identities.context
      return ListRow.Source(
        model: context.models[Int(source.model)],
        file: RecordFile(context.files[Int(source.file)]).path,
        line: source.line == 0 ? nil : Int(source.line), place: context.places[Int(source.place)])
    }
    return row
  }
}
