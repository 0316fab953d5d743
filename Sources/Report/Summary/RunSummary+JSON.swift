internal import CensusModel
public import TextOutput

extension RunSummary {
  /// The summary as a JSON object: the totals by key, then `unknownProducts` and `skippedModels`
  /// (name to count), `incompleteModels` and `columns`. Names in ascending byte order.
  public var json: JSONOutput {
    .object(
      totals.map { ($0.key, .integer($0.count)) } + [
        ("unknownProducts", Self.json(findings.unknownProducts)),
        ("skippedModels", Self.json(findings.skippedModels)),
        ("incompleteModels", .array(sortedIncompleteModels.map(Self.json))),
        (
          "columns",
          .array(
            columns.map {
              .object([("title", .string($0.title)), ("total", .integer($0.count))])
            })
        ),
      ])
  }

  var sortedIncompleteModels: [RunFindings.IncompleteModel] {
    findings.incompleteModels.sorted { left, right in
      if left.model != right.model { return left.model.precedesExactly(right.model) }
      return (left.expectedCount, left.readCount) < (right.expectedCount, right.readCount)
    }
  }

  private static func json(_ counts: [String: Int]) -> JSONOutput {
    let sorted = counts.sorted { $0.key.precedesExactly($1.key) }
    return .object(sorted.map { ($0.key, .integer($0.value)) })
  }

  private static func json(_ model: RunFindings.IncompleteModel) -> JSONOutput {
    .object([
      ("model", .string(model.model)), ("read", .integer(model.readCount)),
      ("expected", .integer(model.expectedCount)),
    ])
  }
}
