/// How a result is written to standard output.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// For people: as wide as the terminal.
  case table
  /// A header line and a line for each row (RFC 4180, LF line ends).
  case csv
  /// One JSON document.
  case json
}
