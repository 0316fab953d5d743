internal import CensusModel
internal import TextOutput

extension RunSummary {
  /// Summaries of several providers as CSV: a line for each number, under the names that the JSON has
  /// for it. `Section` is the key of the list that the number is in, `totals` outside of all.
  /// What belongs to no provider has an empty one.
  public static func csv(
    _ summaries: [(provider: String, summary: RunSummary)], run: RunFindings? = nil
  ) -> [UInt8] {
    let all = summaries + (run.map { [("", RunSummary(of: $0))] } ?? [])
    var text = CSVText(beginningWith: "")
    text.append(row: ["Provider", "Section", "Name", "Count"])
    for (provider, summary) in all {
      for line in summary.lines {
        text.append(row: [
          CustomerNames.harmless(provider), line.section, CustomerNames.harmless(line.name),
          String(line.count),
        ])
      }
    }
    return text.bytes
  }

  private var lines: [(section: String, name: String, count: Int)] {
    totals.map { ("totals", $0.key, $0.count) }
      + Self.lines("unknownProducts", findings.unknownProducts)
      + Self.lines("skippedModels", findings.skippedModels)
      + Self.lines("leftOutByCondition", findings.leftOutByCondition)
      + Self.lines("models", findings.models ?? [:])
      + sortedIncompleteModels.flatMap { model in
        [
          ("incompleteModels.read", model.model, model.readCount),
          ("incompleteModels.expected", model.model, model.expectedCount),
        ]
      } + columns.map { ("columns", $0.title, $0.count) }
  }

  private static func lines(
    _ section: String, _ counts: [String: Int]
  ) -> [(section: String, name: String, count: Int)] {
    counts.sorted { $0.key.precedesExactly($1.key) }.map { (section, $0.key, $0.value) }
  }
}
