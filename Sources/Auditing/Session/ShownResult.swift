internal import TextOutput

/// A result for people and programs. Each form ends with a line end.
protocol ShownResult {
  func table(_ style: TextStyle) -> String
  var csv: [UInt8] { get }
  var json: JSONOutput { get }
}

extension ShownResult {
  /// The result in a format, without its last line end.
  func shown(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: String(table(style).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(csv)
    case .json: AuditOutcome.withoutLastLineEnd(json.bytes())
    }
  }
}
