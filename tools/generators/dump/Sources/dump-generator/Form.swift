/// How records are put into a file.
enum Form: String, CaseIterable {
  /// One record a line.
  case jsonl
  /// REST list pages, each with how many records its whole list has.
  case pages
  /// One JSON array.
  case array

  var suffix: String { self == .jsonl ? ".jsonl" : ".json" }
}
