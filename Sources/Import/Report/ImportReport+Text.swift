internal import CensusModel
public import TextOutput

extension ImportReport {
  /// The report as JSON: `import.json`.
  public var json: JSONOutput {
    .object([
      ("schema", .integer(1)),
      ("sources", .array(sources.map(Self.json))),
      ("records", Self.counts(models)),
      ("unknown", Self.counts(unknown)), ("unknownPlans", Self.counts(unknownPlans)),
      ("excludedFiles", .array(excludedFiles.map(JSONOutput.string))),
      ("unplaced", .array(unplaced.map(\.json))),
    ])
  }

  private static func json(_ source: Source) -> JSONOutput {
    .object([
      ("name", .string(source.name)), ("system", .string(source.system.rawValue)),
      ("files", .array(source.files.map(json))), ("leftOut", counts(source.leftOut)),
      (
        "totals",
        .array(
          source.totals.map { total in
            .object([
              ("what", .string(total.what)), ("read", .integer(total.readCount)),
              ("declared", .integer(total.declaredCount)),
            ])
          })
      ),
      ("incomplete", .array(source.gaps.map(JSONOutput.string))),
      ("warnings", .array(source.warnings.map(JSONOutput.string))),
      ("unplaced", .integer(source.unplacedCount)),
    ])
  }

  private static func json(_ file: File) -> JSONOutput {
    .object([
      ("file", .string(file.name)), ("form", .string(file.form)),
      (file.digestKind.rawValue, .string(file.digest)),
      ("read", .integer(file.recordCount)), ("used", .integer(file.usedCount)),
      ("leftOut", counts(file.leftOut)),
    ])
  }

  private static func counts(_ counts: [String: Int]) -> JSONOutput {
    .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })
  }

  /// The report as a table for people.
  package func text(_ style: TextStyle) -> String {
    var table = TextTable([.label, .label, .number, .number])
    table.append(titles: ["File", "Form", "Read", "Used"])
    for source in sources {
      for file in source.files {
        table.append(row: [
          .init(PrintableText.escaped(file.name)), .init(file.form),
          .init(String(file.recordCount)), .init(String(file.usedCount)),
        ])
      }
    }
    var text = table.text(style)
    for source in sources {
      for total in source.totals {
        text += "\(source.name): \(total.readCount) of \(total.declaredCount) \(total.what)\n"
      }
      var leftOut = source.leftOut
      for file in source.files { leftOut.merge(file.leftOut, uniquingKeysWith: +) }
      for (reason, count) in leftOut.sorted(by: { $0.key < $1.key }) {
        text += "\(source.name): \(count) left out: \(reason)\n"
      }
      if source.unplacedCount > 0 {
        text += "\(source.name): \(source.unplacedCount) without a customer and a site\n"
      }
    }
    let count = models.values.reduce(0, +)
    text += "\(count) \(count == 1 ? "record" : "records"): "
    text += models.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
      .joined(separator: ", ")
    return text
  }
}

extension UnplacedRecord {
  /// The record with its reason, as in `import.json` and in the reject file.
  public var json: JSONOutput {
    .object([
      ("source", .string(source)), ("file", .string(file)), ("line", .integer(line)),
      ("model_type", .string(model)), ("key", .string(key)), ("reason", .string(reason)),
    ])
  }
}
