internal import CensusModel
internal import Report
public import TextOutput

/// A bill as a table for people.
public struct BillText: Sendable {
  let bill: Bill
  let context: BillContext

  /// A bill with what is shown beside it.
  public init(_ bill: Bill, _ context: BillContext = BillContext()) {
    self.bill = bill
    self.context = context
  }

  /// The lines of the contract with all their numbers, the total last.
  ///
  /// - Returns: the contract and its currency, the moment of the last bill, titles, and rows.
  package func lines() -> (contract: String, since: String?, titles: [String], rows: [[String]]) {
    let before = context.before
    let decimals = bill.contract.decimals
    // Paths may be names, and a page may be anonymous.
    let moments = context.beforeMoments.joined(separator: ", ")
    let since = moments.isEmpty ? "another audit" : moments
    func money(_ amount: Amount) -> String { amount.grouped(decimals: decimals) }
    func change(_ now: Amount, _ then: Amount?) -> [String] {
      guard let then, let step = now.subtracting(then) else { return before == nil ? [] : [""] }
      return [(step > .zero ? "+" : "") + money(step)]
    }
    var rows = bill.lines.enumerated().map { index, line in
      [
        line.line.title, line.line.unit.rawValue, RunSummary.grouped(line.total.used),
        RunSummary.grouped(line.line.included), RunSummary.grouped(line.line.bought),
        RunSummary.grouped(line.total.over), RunSummary.grouped(line.total.under),
        RunSummary.grouped(line.notBilled), RunSummary.grouped(line.total.billed),
        money(line.total.amount),
      ] + change(line.total.amount, before?.lines[index].total.amount)
    }
    let blanks = [String](repeating: "", count: 8)
    rows.append(["Total"] + blanks + [money(bill.amount)] + change(bill.amount, before?.amount))
    let titles = [
      "Line", "Per", "Used", "Included", "Bought", "Over", "Under", "Left out", "Billed", "Amount",
    ]
    return (
      "\(bill.contract.name), in \(bill.contract.currency)",
      before == nil ? nil : since, titles + (before == nil ? [] : ["Change"]), rows
    )
  }

  /// The lines of the contract with amounts and quantities, another contract beside them, then each
  /// line that is not for the provider as a whole, unit by unit. Each line ends with LF.
  public func table(_ style: TextStyle) -> String {
    var head = TextTable([.label, .prose])
    let contract = "\(bill.contract.name), in \(bill.contract.currency)"
    head.append(row: ["Contract", .init(PrintableText.escaped(contract))])
    head.append(row: ["Audit", .init(PrintableText.escaped(context.audit))])
    if context.before != nil {
      head.append(row: ["Last bill", .init(PrintableText.escaped(context.beforeAudit))])
    }
    var text = head.text(style) + "\n" + amounts.text(style) + "\n" + quantities.text(style)
    if let other = context.other { text += "\n" + comparison(other).text(style) }
    for line in bill.lines where line.line.unit != .provider && !context.isSummary {
      text += "\n" + units(of: line).text(style)
    }
    return text
  }

  private var amounts: TextTable {
    let before = context.before
    let numbers = ["used", "billed", "amount"] + (before == nil ? [] : ["change"])
    var table = TextTable([.prose] + numbers.map { _ in .number })
    table.append(titles: [""] + numbers)
    for (index, line) in bill.lines.enumerated() {
      var cells: [TextTable.Cell] = [
        .init(PrintableText.ascii(line.line.title)), Self.cell(line.total.used),
        Self.cell(line.total.billed), money(line.total.amount),
      ]
      if let before { cells.append(step(line.total.amount, before.lines[index].total.amount)) }
      table.append(row: cells)
    }
    var cells: [TextTable.Cell] = ["Total", "", "", money(bill.amount)]
    if let before { cells.append(step(bill.amount, before.amount)) }
    table.append(row: cells)
    return table
  }

  /// Included and bought quantities are those of each unit.
  private var quantities: TextTable {
    var table = TextTable([.prose, .number, .number, .number, .number, .number])
    table.append(titles: ["", "included", "bought", "over", "under", "left out"])
    for line in bill.lines {
      table.append(row: [
        .init(PrintableText.ascii(line.line.title)), Self.cell(line.line.included),
        Self.cell(line.line.bought), Self.cell(line.total.over), Self.cell(line.total.under),
        Self.cell(line.notBilled),
      ])
    }
    return table
  }

  private static func cell(_ number: Int) -> TextTable.Cell { .init(RunSummary.grouped(number)) }

  private func money(_ amount: Amount) -> TextTable.Cell {
    .init(amount.grouped(decimals: bill.contract.decimals))
  }

  private func step(_ now: Amount, _ then: Amount) -> TextTable.Cell {
    guard let step = now.subtracting(then) else { return "" }
    return Self.step(step, decimals: bill.contract.decimals)
  }

  private static func step(_ step: Amount, decimals: Int) -> TextTable.Cell {
    .init(
      (step > .zero ? "+" : "") + step.grouped(decimals: decimals),
      as: step == .zero ? nil : step > .zero ? .more : .less)
  }

  private func comparison(_ other: Bill) -> TextTable {
    var table = TextTable([.prose, .number, .number])
    table.append(
      "Under \(PrintableText.ascii(other.contract.name)), in \(other.contract.currency)",
      as: .heading)
    table.append(titles: ["", "billed", "amount"])
    let decimals = other.contract.decimals
    for line in other.lines {
      table.append(row: [
        .init(PrintableText.ascii(line.line.title)), Self.cell(line.total.billed),
        .init(line.total.amount.grouped(decimals: decimals)),
      ])
    }
    table.append(row: ["Total", "", .init(other.amount.grouped(decimals: decimals))])
    if let difference = difference(to: other) {
      table.append(row: [
        "Change of the total", "",
        Self.step(difference, decimals: max(decimals, bill.contract.decimals)),
      ])
    }
    return table
  }

  /// nil between currencies.
  func difference(to other: Bill) -> Amount? {
    guard other.contract.currency == bill.contract.currency else { return nil }
    return other.amount.subtracting(bill.amount)
  }

  private func units(of line: Bill.Line) -> TextTable {
    var table = TextTable([.label, .number, .number, .number, .number, .number])
    table.append(PrintableText.ascii(line.line.title), as: .heading)
    table.append(titles: [line.line.unit.rawValue, "used", "over", "under", "billed", "amount"])
    for row in line.rows where row.used > 0 || row.billed > 0 {
      table.append(row: [
        .init(PrintableText.ascii(label(of: row.unit, line))), Self.cell(row.used),
        Self.cell(row.over), Self.cell(row.under), Self.cell(row.billed), money(row.amount),
      ])
    }
    return table
  }

  private func label(of unit: String, _ line: Bill.Line) -> String {
    if line.line.unit == .reseller, unit.isEmpty { return "(no reseller)" }
    return name(of: unit, line) ?? unit
  }

  /// The name of a customer; nil where it is not known, and for other units.
  func name(of unit: String, _ line: Bill.Line) -> String? {
    guard line.line.unit == .customer, let name = context.names[unit.pkidKey], !name.isEmpty
    else { return nil }
    return name
  }
}
