internal import Billing
internal import Page
public import TextOutput

/// A bill.
public struct BillOutcome: RunOutcome {
  let text: BillText
  /// Warnings, times, and the number of rejected records.
  public let remarks: RunRemarks

  /// The lines for a page.
  var lines: PageModel.Bill {
    let lines = text.lines()
    return PageModel.Bill(
      contract: lines.contract, since: lines.since, titles: lines.titles, rows: lines.rows)
  }

  /// The bill in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String { shown(format, style) }
}

extension BillOutcome: ShownResult {
  func table(_ style: TextStyle) -> String { text.table(style) }
  var csv: [UInt8] { text.csv() }
  var json: JSONOutput { text.json }
}
