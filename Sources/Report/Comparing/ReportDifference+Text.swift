internal import CensusModel
public import TextOutput

extension ReportDifference {
  /// The difference for people, each line with its LF: totals that changed, then customer by
  /// customer, the largest changes first.
  public func table(_ style: TextStyle, _ view: DifferenceView = DifferenceView()) -> String {
    guard !isEmpty else { return "No difference: \(Self.customers(customerCounts.after)).\n" }
    var table = TextTable.ofChanges
    table.append(titles: ["", "before", "after", "change"])
    table.append("Customers", customerCounts.before, customerCounts.after)
    for total in totals where total.before != total.after {
      table.append(total.title, total.before, total.after)
    }
    var text = table.text(style)
    let same = totals.count(where: { $0.before == $0.after })
    text += "The totals of \(same) other columns are the same.\n"
    for (titles, which) in [(unmatched.before, "first"), (unmatched.after, "second")] {
      for title in titles {
        text += "Only in the \(which), not compared: \(PrintableText.ascii(title))\n"
      }
    }
    let shown = customers(in: view)
    for customer in shown {
      text += "\n"
      var table = TextTable.ofChanges
      let name = name(customer, view).map { ": \(PrintableText.escaped($0))" } ?? ""
      table.append("Customer \(customer.pkid), \(customer.status.rawValue)\(name)", as: .heading)
      for change in customer.changes { table.append("  " + titles[change.column], change) }
      text += table.text(style)
    }
    if shown.count < customers.count {
      let rest = customers.count - shown.count
      text += "\nNot shown: \(Self.customers(rest)) that changed\(shown.isEmpty ? "" : " less").\n"
    }
    return text
  }

  /// One line for every column of a customer that changed (RFC 4180, LF line ends).
  public func csv(_ view: DifferenceView = DifferenceView()) -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: ["Customer PKID", "Status", "Column", "Before", "After", "Change", "Name"])
    for customer in view.customerCountMax == nil ? customers : customers(in: view) {
      let name = CustomerNames.harmless(name(customer, view) ?? "")
      let head = [customer.pkid, customer.status.rawValue]
      for change in customer.changes { text.append(row: head + fields(of: change) + [name]) }
      if customer.changes.isEmpty { text.append(row: head + ["", "", "", "", name]) }
    }
    return text.bytes
  }

  /// Column, before, after and change; empty what is not there.
  func fields(of change: Change) -> [String] {
    [
      titles[change.column], change.before?.description ?? "", change.after?.description ?? "",
      hasStep(change) ? String(change.step) : "",
    ]
  }

  /// Counts differ by a number even where one is missing; a setting that is missing is not `N`.
  private func hasStep(_ change: Change) -> Bool {
    if case .count = change.after ?? change.before { return true }
    return change.before != nil && change.after != nil
  }

  /// All of it as one document; a count or setting that is not there is left out.
  public var json: JSONOutput { json(DifferenceView()) }

  /// The same with the customers of a view and their names.
  public func json(_ view: DifferenceView) -> JSONOutput {
    let shown = view.customerCountMax == nil ? customers : customers(in: view)
    return .object([
      (
        "customers",
        .object([
          ("before", .integer(customerCounts.before)), ("after", .integer(customerCounts.after)),
        ])
      ),
      ("onlyBefore", .array(unmatched.before.map { .string($0) })),
      ("onlyAfter", .array(unmatched.after.map { .string($0) })),
      (
        "totals",
        .array(
          totals.map {
            .object([
              ("title", .string($0.title)), ("before", .integer($0.before)),
              ("after", .integer($0.after)),
            ])
          })
      ),
      ("differences", .array(shown.map { json($0, view) })),
    ])
  }

  private func json(_ customer: Customer, _ view: DifferenceView) -> JSONOutput {
    let changes = customer.changes.map { change -> JSONOutput in
      var members: [(key: String, value: JSONOutput)] = [
        ("column", .string(titles[change.column]))
      ]
      if let before = change.before { members.append(("before", before.json)) }
      if let after = change.after { members.append(("after", after.json)) }
      return .object(members)
    }
    var members: [(key: String, value: JSONOutput)] = [("customer", .string(customer.pkid))]
    if let name = name(customer, view) { members.append(("name", .string(name))) }
    members += [
      ("status", .string(customer.status.rawValue)), ("changes", .array(changes)),
    ]
    return .object(members)
  }

  static func customers(_ count: Int) -> String {
    count == 1 ? "1 customer" : "\(RunSummary.grouped(count)) customers"
  }
}

extension TextTable {
  /// The changes: before, after, and by how much.
  static let ofChanges = TextTable([.label, .number, .number, .number])

  /// Adds two totals.
  mutating func append(_ title: String, _ before: Int, _ after: Int) {
    append(row: [
      Cell(PrintableText.ascii(title)), Cell(RunSummary.grouped(before)),
      Cell(RunSummary.grouped(after)), .step(after - before),
    ])
  }

  /// Adds a column of a customer.
  mutating func append(_ title: String, _ change: ReportDifference.Change) {
    var step = Cell("")
    if case .count = change.after ?? change.before { step = .step(change.step) }
    append(row: [
      Cell(PrintableText.ascii(title)), Cell(change.before?.description ?? "-"),
      Cell(change.after?.description ?? "-"), step,
    ])
  }
}

extension TextTable.Cell {
  /// By how much a number changed, with its sign.
  static func step(_ number: Int) -> TextTable.Cell {
    TextTable.Cell(
      (number > 0 ? "+" : "") + RunSummary.grouped(number),
      as: number == 0 ? nil : number > 0 ? .more : .less)
  }
}

extension ReportTable.Field {
  fileprivate var json: JSONOutput {
    switch self {
    case .count(let count): .integer(count)
    case .setting(let isSet): .string(isSet ? "Y" : "N")
    }
  }
}
