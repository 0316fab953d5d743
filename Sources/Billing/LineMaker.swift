internal import CensusModel
internal import CensusRules
internal import Report

/// Makes one line of a bill.
struct LineMaker {
  private static let publicSector = "Public Sector"
  private static let inactiveBilling = "Inactive Billing"

  private let line: Contract.Line
  private let input: BillInput
  private let columns: [String: Int]
  private let decimals: Int

  /// - Throws: what the report lacks for this line.
  init(
    _ line: Contract.Line, _ input: BillInput, _ columns: [String: Int], decimals: Int
  ) throws(BillError) {
    self.line = line
    self.input = input
    self.columns = columns
    self.decimals = decimals
    if input.table.isTotal, looksAtCustomers { throw .withoutCustomers(line: line.title) }
    for title in titles where columns[title] == nil {
      throw .unknownColumn(title: title, line: line.title)
    }
    if case .columns(let titles) = line.quantity {
      for title in titles where isSetting(title) {
        throw .settingCounted(title: title, line: line.title)
      }
    }
    if case .licenses(_, let condition) = line.quantity, licenses == nil {
      throw condition == nil
        ? .unknownLicenses(line: line.title) : .unknownPersons(line: line.title)
    }
    if line.unit == .reseller, input.resellers == nil, !input.table.rows.isEmpty {
      throw .unknownResellers(line: line.title)
    }
    for (title, treatment) in treatments
    where treatment != .bill
      && !(columns[title] != nil && (isSetting(title) || input.table.rows.isEmpty))
    {
      throw .unknownSetting(title: title, line: line.title)
    }
  }

  /// True where the line needs more than the totals of columns.
  private var looksAtCustomers: Bool {
    if case .customers = line.quantity { return true }
    return line.unit != .provider || treatments.contains { $0.treatment != .bill }
  }

  /// The licences that the line counts.
  private var licenses: [String: CustomerLicenses]? {
    guard case .licenses(_, let condition?) = line.quantity else { return input.licenses }
    return input.conditionalLicenses[condition.text]
  }

  private var titles: [String] {
    switch line.quantity {
    case .columns(let titles): titles
    case .licenses: []
    case .customers(let condition): condition.titles
    }
  }

  private var treatments: [(title: String, treatment: Contract.Treatment)] {
    [
      (Self.publicSector, line.treatments.publicSector),
      (Self.inactiveBilling, line.treatments.inactiveBilling),
    ]
  }

  /// A report without customers has no settings that could be told apart from counts.
  private func isSetting(_ title: String) -> Bool {
    guard let column = columns[title], let row = input.table.rows.first else { return false }
    return row.fields[column].isSetting
  }

  /// - Throws: an amount that is too large, or a sum that is not the report's.
  func made() throws(BillError) -> Bill.Line {
    var used: [(unit: String, count: Int)] = []
    var places: [String: Int] = [:]
    var notBilled = 0
    for row in input.table.rows {
      let count = try quantity(row)
      guard isBilled(row) else {
        notBilled += count
        continue
      }
      let unit = unit(of: row)
      if let place = places[unit] {
        used[place].count += count
      } else {
        places[unit] = used.count
        used.append((unit, count))
      }
    }
    if line.unit == .provider, used.isEmpty { used = [(input.provider, 0)] }
    if line.unit == .reseller { used.sort { $0.unit.precedesExactly($1.unit) } }
    var rows: [Bill.Row] = []
    for entry in used { rows.append(try row(entry.unit, used: entry.count)) }
    let made = Bill.Line(
      line: line, rows: rows, notBilled: notBilled, total: try total(of: rows))
    try crossFoot(made)
    return made
  }

  private func unit(of row: ReportTable.Row) -> String {
    switch line.unit {
    case .customer: row.pkid
    case .reseller: input.resellers?[row.pkid.pkidKey] ?? ""
    case .provider: input.provider
    }
  }

  private func isBilled(_ row: ReportTable.Row) -> Bool {
    treatments.allSatisfy { title, treatment in
      switch treatment {
      case .bill: true
      case .exclude: number(title, row) == 0
      case .only: number(title, row) == 1
      }
    }
  }

  private func number(_ title: String, _ row: ReportTable.Row) -> Int {
    columns[title].map { row.fields[$0].number } ?? 0
  }

  private func quantity(_ row: ReportTable.Row) throws(BillError) -> Int {
    switch line.quantity {
    case .columns(let titles): return titles.reduce(0) { $0 + number($1, row) }
    case .customers(let condition): return condition.holds { number($0, row) } ? 1 : 0
    case .licenses(let kind, _):
      guard let licenses = licenses?[row.pkid.pkidKey] else {
        throw .unknownLicenses(line: line.title)
      }
      return Self.number(of: licenses, kind)
    }
  }

  private static func number(of licenses: CustomerLicenses, _ kind: Contract.Licenses) -> Int {
    switch kind {
    case .user: licenses.user
    case .additional: licenses.additional
    case .licensed: licenses.licensed
    }
  }

  private func row(_ unit: String, used: Int) throws(BillError) -> Bill.Row {
    let billed = max(line.bought, used - line.included)
    guard let amount = amount(of: billed) else { throw .tooLarge(line: line.title) }
    return Bill.Row(
      unit: unit, used: used, over: max(0, used - line.included - line.bought),
      under: max(0, line.included + line.bought - used), billed: billed,
      amount: amount.rounded(to: decimals))
  }

  /// Each part of a quantity has the price of its tier.
  private func amount(of billed: Int) -> Amount? {
    var (amount, start) = (Amount.zero, 0)
    for tier in line.tiers where billed > start {
      let end = min(billed, tier.upTo ?? billed)
      guard let part = tier.price.times(end - start), let sum = amount.adding(part) else {
        return nil
      }
      (amount, start) = (sum, end)
    }
    return amount
  }

  private func total(of rows: [Bill.Row]) throws(BillError) -> Bill.Row {
    var total = Bill.Row(unit: "", used: 0, over: 0, under: 0, billed: 0, amount: .zero)
    for row in rows {
      total.used += row.used
      total.over += row.over
      total.under += row.under
      total.billed += row.billed
      guard let amount = total.amount.adding(row.amount) else {
        throw .tooLarge(line: line.title)
      }
      total.amount = amount
    }
    return total
  }

  /// Used and not billed are together what the report has.
  private func crossFoot(_ made: Bill.Line) throws(BillError) {
    let expected: Int
    switch line.quantity {
    case .columns(let titles):
      let totals = input.table.totals
      expected = titles.reduce(0) { $0 + (columns[$1].map { totals[$0] } ?? 0) }
    case .licenses(let kind, _):
      expected = (licenses ?? [:]).values.reduce(0) { $0 + Self.number(of: $1, kind) }
    case .customers(let condition):
      expected = input.table.rows.count(where: { row in condition.holds { number($0, row) } })
    }
    let found = made.total.used + made.notBilled
    guard found == expected else {
      throw .doesNotAddUp(line: line.title, bill: found, report: expected)
    }
  }
}
