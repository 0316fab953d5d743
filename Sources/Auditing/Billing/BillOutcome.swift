internal import Billing
public import TextOutput

/// A bill.
public struct BillOutcome: Sendable {
  let text: BillText
  /// Remarks for the user.
  public let warnings: [String]

  /// The bill in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: String(text.table(style).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(text.csv())
    case .json: AuditOutcome.withoutLastLineEnd(text.json.bytes())
    }
  }
}
