internal import CensusModel
internal import DumpReading
internal import Files
internal import Inventory
internal import Report
public import TextOutput

/// The records of dumps that conditions of the dump profile leave out.
public struct LeftOutListing {
  /// Warnings and times of reading, and the number of rejected records.
  public var remarks: RunRemarks { run.remarks }
  private let run: ReadingRun
  private let rows: [ListRow]

  /// Reads the dumps, and once more those that have such records.
  ///
  /// - Throws: what stopped it; also where there are not as many records as the summary counts.
  public init(_ request: NamedRequest) throws(Failure) {
    var run = try NamedInput.run(of: request)
    for input in request.inputs {
      guard try CountableInput(at: input, request.dump.fileSystem) == .dump else {
        throw Failure(
          .usage,
          "\(StandardInput.shown(input)) is a columnar file, which counts such records and does "
            + "not hold them",
          hint: "give the dump")
      }
    }
    let dump = try LoadedDump(request, keeping: \.keepsHierarchy, &run)
    let records = try mapping(Failure.init) { () throws(DumpError) in
      try dump.contents.leftOutRecords()
    }
    let expected = dump.contents.leftOut.values.reduce(0, +)
    guard records.count == expected else {
      throw Failure(
        .invariantFailed, "\(records.count) records were listed where \(expected) are left out")
    }
    let lines = try mapping(Failure.init) { () throws(DumpError) in
      try dump.contents.lines(of: records.map(\.position))
    }
    let all = zip(records, lines).map { Self.row(of: $0, line: $1, in: dump) }
    rows = try Self.wanted(request, all, dump.inventory)
    self.run = run
  }

  private static func row(
    of record: LeftOutRecord, line: Int, in dump: LoadedDump
  ) -> ListRow {
    let customer = dump.inventory.customer(at: record.location)
    var row = ListRow(
      pkid: customer.map { dump.inventory.customers[$0].pkid } ?? "",
      customer: customer.map { dump.inventory.names[$0].customer } ?? "", kind: .record,
      name: record.name)
    row.condition = ListRow.Condition(field: record.field, value: record.value)
    row.source = ListRow.Source(
      model: record.model, file: dump.contents.files[record.position.file].name, line: line,
      place: record.location.text)
    return row
  }

  private static func wanted(
    _ request: NamedRequest, _ rows: [ListRow], _ inventory: Inventory
  ) throws(Failure) -> [ListRow] {
    guard let customer = request.customer else { return rows }
    func isMeant(_ pkid: String, _ name: String) -> Bool {
      pkid.isSamePKID(as: customer) || name.isExactly(customer)
    }
    let names = inventory.names.map(\.customer)
    guard zip(inventory.customers, names).contains(where: { isMeant($0.pkid, $1) }) else {
      throw NamedInput.unknownCustomer(customer, among: Set(names))
    }
    return rows.filter { isMeant($0.pkid, $0.customer) }
  }

  /// Writes the rows in reading order.
  ///
  /// - Parameters:
  ///   - format: rows, a table or JSON.
  ///   - style: how a table is shown.
  ///   - emit: takes the bytes of the list, in order.
  public func write(
    _ format: OutputFormat, style: TextStyle = TextStyle(), emit: @escaping ([UInt8]) -> Void
  ) throws(Failure) {
    var text = ListText(ofLeftOut: format, style, emit: emit)
    for row in rows { text.append(row) }
    text.finish()
    try run.commit()
  }
}
