internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report
public import TextOutput

/// Lists: the persons, phones or records that a number consists of.
public enum Listing {
  /// Writes the rows of a column: as many as the report counts.
  ///
  /// - Parameters:
  ///   - title: the title of a column, or `unclassified`, `orphan owners`, `above site level`,
  ///     `unknown associations`.
  ///   - style: how a table is shown.
  ///   - emit: takes the bytes of the list, in order.
  /// - Returns: things that the user should know although the list was written.
  /// - Throws: what stopped it; also, after the last row, where there are not as many rows as the
  ///   kernel counts.
  public static func run(
    _ request: NamedRequest, column title: String, format: OutputFormat,
    style: TextStyle = TextStyle(), emit: @escaping ([UInt8]) -> Void
  ) throws(Failure) -> [String] {
    var warnings: [String] = []
    // What can be refused at once is refused before hours of reading.
    let rules = try DataFiles.rules(request.rules, request.dump.fileSystem).content
    let column = try ListColumn(title, in: rules)
    let inputs = try NamedInput.all(request, rules, warnings: &warnings)
    if inputs.count > 1, !column.addsUp(in: rules) {
      throw Failure(
        .usage, "\"\(title)\" cannot be listed of several columnar files",
        hint: "customers and sites that several files know are one; list one file after the other")
    }
    var text = ListText(format, style, emit: emit)
    for input in inputs { try list(column, of: input, &text) }
    text.finish()
    return warnings
  }

  private static func list(
    _ column: ListColumn, of input: NamedInput, _ text: inout ListText
  ) throws(Failure) {
    let counts = try input.counts()
    let expected = input.customers.reduce(0) {
      $0 + column.rowCount(counts[$1], input.columns.customers[$1], in: input.rules)
    }
    var rowCount = 0
    try ListRows(input).forEach(of: column) { row in
      text.append(row)
      rowCount += 1
    }
    guard rowCount == expected else {
      throw Failure(
        .invariantFailed, "\(rowCount) rows were listed where \(expected) are counted")
    }
  }
}

/// Makes the rows of columns.
struct ListRows {
  private let input: NamedInput

  init(_ input: NamedInput) { self.input = input }

  /// Calls a body for each row of a column.
  func forEach(of column: ListColumn, _ body: (ListRow) -> Void) throws(Failure) {
    switch column {
    case .column(let index): try forEach(ofColumn: index, body)
    case .unclassified: try forEachPerson(where: { $0.isUnclassified }, body)
    case .orphanOwners:
      try forEachRow(of: .orphanOwners, .phone) { row, found in
        row.others = found.parts.map(\.name)
        body(row)
      }
    case .aboveSiteLevel:
      try forEachRow(of: .aboveSiteLevel, .record) { row, _ in body(row) }
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
    case .persons: try forEachPerson(where: { $0.columns.contains(index) }, body)
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
    where isCounted: (PersonVerdict) -> Bool, _ body: (ListRow) -> Void
  ) throws(Failure) {
    try input.forEachPerson { person in
      let verdict = input.verdict(on: person)
      guard isCounted(verdict) else { return }
      let isUser = person.facts.contains(.ucmUser)
      var row = self.row(of: person.customer, isUser ? .user : .account, person.row)
      row.facts = Fact.allCases.filter { person.facts.contains($0) }.map(\.symbol)
      row.phones = verdict.phones
      body(row)
    }
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

  private func row(of customer: Int, _ kind: ListRow.Kind, _ found: IdentityRow) -> ListRow {
    let entry = input.identities.customers[customer]
    var row = ListRow(
      pkid: entry.pkid, customer: entry.names.customer, kind: kind, name: found.name)
    row.source = found.sources.first.map { source in
      let context = input.identities.context
      return ListRow.Source(
        model: context.models[Int(source.model)], file: context.files[Int(source.file)],
        line: source.line == 0 ? nil : Int(source.line), place: context.places[Int(source.place)])
    }
    return row
  }
}
