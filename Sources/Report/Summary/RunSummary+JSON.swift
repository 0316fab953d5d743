internal import CensusModel
public import TextOutput

extension RunSummary {
  /// The summary as a JSON object: the totals by key, `excludedFiles` only if there are any,
  /// `unknownProducts`, `skippedModels` and `leftOutByCondition` (name to count), then
  /// `incompleteModels`, `models` (name to count) where they are known, and `columns`, which a
  /// summary of no provider lacks. Names in ascending byte order.
  public var json: JSONOutput {
    .object(
      totals.map { ($0.key, .integer($0.count)) } + [
        ("unknownProducts", Self.json(findings.unknownProducts)),
        ("skippedModels", Self.json(findings.skippedModels)),
        ("leftOutByCondition", Self.json(findings.leftOutByCondition)),
        ("incompleteModels", .array(sortedIncompleteModels.map(Self.json))),
      ] + modelMembers + columnMembers)
  }

  private var modelMembers: [(key: String, value: JSONOutput)] {
    guard let models = findings.models, !models.isEmpty else { return [] }
    return [("models", Self.json(models))]
  }

  /// A summary of no provider has no columns.
  private var columnMembers: [(key: String, value: JSONOutput)] {
    guard !columns.isEmpty else { return [] }
    let totals = columns.map { column in
      JSONOutput.object([("title", .string(column.title)), ("total", .integer(column.count))])
    }
    return [("columns", .array(totals))]
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
