internal import CensusModel

/// A unit of a line as it was on the last bill and as it is.
struct BillChange {
  /// nil where the unit is gone.
  let row: Bill.Row?
  let unit: String
  let before: Amount
  let amount: Amount

  /// nil where it passes 64 bits.
  var step: Amount? { amount.subtracting(before) }

  /// All units of two bills of a line: those of the later one, then those that are gone.
  static func all(_ line: Bill.Line, since before: Bill.Line?) -> [BillChange] {
    let isCustomer = line.line.unit == .customer
    func key(_ unit: String) -> String { isCustomer ? unit.pkidKey : unit }
    var known = Dictionary(
      (before?.rows ?? []).map { (key($0.unit), $0) }, uniquingKeysWith: { first, _ in first })
    let kept = line.rows.map { row in
      BillChange(
        row: row, unit: row.unit,
        before: known.removeValue(forKey: key(row.unit))?.amount ?? .zero, amount: row.amount)
    }
    let gone = known.values.sorted { $0.unit.precedesExactly($1.unit) }
    return kept
      + gone.map { BillChange(row: nil, unit: $0.unit, before: $0.amount, amount: .zero) }
  }
}
