package import Report
public import TextOutput

/// The result of a comparison.
public struct DifferenceOutcome: RunOutcome {
  private let difference: ReportDifference
  private let sides: [DifferenceSide]
  private let view: DifferenceView
  private var persons: PersonMoves?
  /// Warnings, times, and the number of rejected records.
  public private(set) var remarks: RunRemarks

  /// Compares two audits, with licences in front where both have them.
  package init(
    from before: DifferenceSide, to after: DifferenceSide, _ view: DifferenceView,
    remarks: RunRemarks = RunRemarks()
  ) {
    var remarks = remarks
    if let first = before.licensedTable, let second = after.licensedTable {
      difference = ReportDifference(from: first, to: second)
    } else {
      difference = ReportDifference(from: before.table, to: after.table)
      for side in [before, after] where side.licensedTable == nil {
        remarks.warnings.append("\(side.name): no breakdown beside it; licences are not compared")
      }
    }
    sides = [before, after]
    self.view = view
    self.remarks = remarks
  }

  /// True where anything differs.
  public var isDifferent: Bool { !difference.isEmpty || !(persons?.moves.isEmpty ?? true) }

  /// The difference in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String { shown(format, style) }

  /// Both sides, where they differ.
  private func head(_ style: TextStyle) -> String {
    guard isDifferent else { return "" }
    var table = TextTable([.label, .prose])
    for (title, side) in zip(["Before", "After"], sides) {
      table.append(row: [.init(title), .init(AuditOutcome.printable(side.title))])
    }
    return table.text(style) + "\n"
  }

  private func personTable(_ style: TextStyle) -> String {
    persons.map { "\n" + $0.table(style, countMax: view.customerCountMax) } ?? ""
  }

  /// Compares the persons, too.
  mutating func addPersons(_ request: DifferenceRequest) throws(Failure) {
    var more: [String] = []
    persons = try PersonMoves(request, difference, &more)
    remarks.warnings += more.filter { !remarks.warnings.contains($0) }
  }

  var json: JSONOutput {
    let members = zip(["before", "after"], sides).map { (key: $0, value: $1.json) }
    guard case .object(let rest) = difference.json(view) else { return difference.json }
    let persons = persons.map { [(key: "persons", value: $0.json)] } ?? []
    return .object([("audits", .object(members))] + rest + persons)
  }
}

extension DifferenceOutcome: ShownResult {
  func table(_ style: TextStyle) -> String {
    head(style) + difference.table(style, view) + personTable(style)
  }

  var csv: [UInt8] { persons?.csv ?? difference.csv(view) }
}
