internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report
public import TextOutput

/// The kind of a list.
public enum ListSubject: Equatable, Sendable {
  /// The title of a report column, or another name of `ListColumn`.
  case column(String)
  /// Every person, with what decides their column and licences: the annex of an invoice.
  case all
}

/// A list: the persons, phones or records that a number consists of.
public struct Listing {
  /// Warnings and times of reading, and the number of rejected records.
  public var remarks: RunRemarks { run.remarks }
  private let run: ReadingRun
  private let inputs: [NamedInput]
  private let column: ListColumn

  /// Reads the inputs.
  ///
  /// - Parameters:
  ///   - request: the inputs, and how they are read and counted.
  ///   - subject: what is listed.
  public init(_ request: NamedRequest, _ subject: ListSubject) throws(Failure) {
    var run = try NamedInput.run(of: request)
    // What can be refused at once is refused before hours of reading.
    let rules = try DataFiles.rules(request.rules, request.dump.fileSystem).content
    column =
      switch subject {
      case .column(let title): try ListColumn(title, in: rules)
      case .all: .everyone
      }
    if column == .aboveEveryCustomer, request.customer != nil {
      throw Failure(
        .usage, "records above every customer belong to none",
        hint: "list them without a customer")
    }
    inputs = try NamedInput.all(request, rules, &run)
    if inputs.count > 1, !column.addsUp(in: rules) {
      throw Failure(
        .usage, "\(column.name(in: rules)) cannot be listed of several columnar files",
        hint: "customers and sites that several files know are one; list one file after the other")
    }
    self.run = run
  }

  /// Writes the rows: as many as the report counts.
  ///
  /// - Parameters:
  ///   - format: rows, a table or JSON.
  ///   - style: how a table is shown.
  ///   - emit: takes the bytes of the list, in order.
  /// - Throws: what stopped it; also, after the last row, where there are not as many rows as the
  ///   kernel counts.
  public func write(
    _ format: OutputFormat, style: TextStyle = TextStyle(), emit: @escaping ([UInt8]) -> Void
  ) throws(Failure) {
    var text = ListText(format, style, isComplete: column == .everyone, emit: emit)
    for input in inputs { try write(input, format, &text) }
    text.finish()
    try run.commit()
  }

  private func write(
    _ input: NamedInput, _ format: OutputFormat, _ text: inout ListText
  ) throws(Failure) {
    let counts = try input.counts()
    let expected = column.rowCount(in: input, counts)
    let isComplete = column == .everyone
    var rowCount = 0
    if format != .table, let isCounted = column.persons(in: input.rules) {
      let persons = PersonListing(input, format, isComplete: isComplete, isCounted)
      try persons.forEachPiece {
        text.append($0)
        rowCount += $0.rowCount
      }
    } else {
      try ListRows(input).forEach(of: column) { row in
        text.append(row)
        rowCount += 1
      }
    }
    guard rowCount == expected else {
      throw Failure(
        .invariantFailed, "\(rowCount) rows were listed where \(expected) are counted")
    }
  }
}
