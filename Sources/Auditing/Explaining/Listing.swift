internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Report
public import TextOutput

/// What a list is of.
public enum ListSubject: Equatable, Sendable {
  /// The title of a report column, or another name of `ListColumn`.
  case column(String)
  /// Every person, with what decides their column and licences: the annex of an invoice.
  case all
}

/// Lists: the persons, phones or records that a number consists of.
public enum Listing {
  /// Writes the rows of a list: as many as the report counts.
  ///
  /// - Parameters:
  ///   - subject: what is listed.
  ///   - style: how a table is shown.
  ///   - emit: takes the bytes of the list, in order.
  /// - Returns: things that the user should know although the list was written.
  /// - Throws: what stopped it; also, after the last row, where there are not as many rows as the
  ///   kernel counts.
  public static func run(
    _ request: NamedRequest, _ subject: ListSubject, format: OutputFormat,
    style: TextStyle = TextStyle(), emit: @escaping ([UInt8]) -> Void
  ) throws(Failure) -> [String] {
    var warnings: [String] = []
    // What can be refused at once is refused before hours of reading.
    let rules = try DataFiles.rules(request.rules, request.dump.fileSystem).content
    let column: ListColumn =
      switch subject {
      case .column(let title): try ListColumn(title, in: rules)
      case .all: .everyone
      }
    let inputs = try NamedInput.all(request, rules, warnings: &warnings)
    if inputs.count > 1, !column.addsUp(in: rules) {
      throw Failure(
        .usage, "\(column.name(in: rules)) cannot be listed of several columnar files",
        hint: "customers and sites that several files know are one; list one file after the other")
    }
    var text = ListText(format, style, isComplete: column == .everyone, emit: emit)
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
