/// How a result is written to standard output.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// For people.
  case table
  /// For spreadsheets: a line of titles, then a line each (RFC 4180, LF line ends).
  case csv
  /// For programs: one JSON document.
  case json
}
