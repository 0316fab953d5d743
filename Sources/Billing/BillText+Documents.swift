internal import CensusModel
internal import Report
public import TextOutput

extension BillText {
  /// A row for each line of the contract and each unit (RFC 4180, LF line ends). Units of the last
  /// bill that are gone have a row, too, so that changes add up.
  public func csv() -> [UInt8] {
    var text = CSVText(beginningWith: "")
    text.append(row: [
      "Contract", "Line", "Per", "Unit", "Name", "Used", "Included", "Bought", "Over", "Under",
      "Billed", "Amount", "Amount Before", "Change", "Currency",
    ])
    for (index, line) in bill.lines.enumerated() {
      for change in BillChange.all(line, since: context.before?.lines[index]) {
        text.append(row: fields(change, line, bill.contract, isCompared: context.before != nil))
      }
    }
    for line in context.other?.lines ?? [] {
      for change in BillChange.all(line, since: nil) {
        text.append(
          row: fields(change, line, context.other?.contract ?? bill.contract, isCompared: false))
      }
    }
    return text.bytes
  }

  private func fields(
    _ change: BillChange, _ line: Bill.Line, _ contract: Contract, isCompared: Bool
  ) -> [String] {
    func money(_ amount: Amount?) -> String { amount?.text(decimals: contract.decimals) ?? "" }
    let row = change.row
    return [
      CustomerNames.harmless(contract.name), CustomerNames.harmless(line.line.title),
      line.line.unit.rawValue, CustomerNames.harmless(change.unit),
      CustomerNames.harmless(name(of: change.unit, line) ?? ""), String(row?.used ?? 0),
      String(row == nil ? 0 : line.line.included), String(row == nil ? 0 : line.line.bought),
      String(row?.over ?? 0), String(row?.under ?? 0), String(row?.billed ?? 0),
      money(change.amount), isCompared ? money(change.before) : "",
      isCompared ? money(change.step) : "", contract.currency,
    ]
  }

  /// All of it as one document. Amounts are strings, because they are exact decimals.
  public var json: JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("audit", context.auditJSON), ("bill", json(bill, since: context.before)),
    ]
    if let before = context.before { members.append(("before", json(before, since: nil))) }
    if let other = context.other {
      members.append(("other", json(other, since: nil)))
      if let difference = difference(to: other) {
        let decimals = max(other.contract.decimals, bill.contract.decimals)
        members.append(("otherChange", .string(difference.text(decimals: decimals))))
      }
    }
    return .object(members)
  }

  private func json(_ bill: Bill, since before: Bill?) -> JSONOutput {
    let decimals = bill.contract.decimals
    var members: [(key: String, value: JSONOutput)] = [
      ("contract", .string(bill.contract.name)), ("currency", .string(bill.contract.currency)),
      ("amount", .string(bill.amount.text(decimals: decimals))),
    ]
    if let step = before.flatMap({ bill.amount.subtracting($0.amount) }) {
      members.append(("change", .string(step.text(decimals: decimals))))
    }
    let lines = bill.lines.enumerated().map { index, line in
      json(line, since: before?.lines[index], bill.contract)
    }
    return .object(members + [("lines", .array(lines))])
  }

  private func json(
    _ line: Bill.Line, since before: Bill.Line?, _ contract: Contract
  ) -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("title", .string(line.line.title)), ("per", .string(line.line.unit.rawValue)),
      ("included", .integer(line.line.included)), ("bought", .integer(line.line.bought)),
      ("notBilled", .integer(line.notBilled)),
    ]
    members += numbers(line.total, contract)
    if let step = before.flatMap({ line.total.amount.subtracting($0.total.amount) }) {
      members.append(("change", .string(step.text(decimals: contract.decimals))))
    }
    let rows = line.rows.map { row -> JSONOutput in
      let name = name(of: row.unit, line).map { [(key: "name", value: JSONOutput.string($0))] }
      return .object([("unit", .string(row.unit))] + (name ?? []) + numbers(row, contract))
    }
    return .object(members + [("rows", .array(rows))])
  }

  private func numbers(
    _ row: Bill.Row, _ contract: Contract
  ) -> [(key: String, value: JSONOutput)] {
    [
      ("used", .integer(row.used)), ("over", .integer(row.over)), ("under", .integer(row.under)),
      ("billed", .integer(row.billed)),
      ("amount", .string(row.amount.text(decimals: contract.decimals))),
    ]
  }
}
