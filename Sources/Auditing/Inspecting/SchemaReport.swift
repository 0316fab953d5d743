internal import CensusModel
internal import DumpReading
internal import Report
public import TextOutput

/// The models and fields of a dump, beside those that the dump profile expects.
public struct SchemaReport: Sendable {
  private let schema: DumpSchema

  /// So many unknown fields of a model are listed; the most frequent ones.
  private static let unknownFieldCountMax = 50

  /// Reads a dump.
  ///
  /// - Throws: what cannot be read. Malformed records are counted.
  public init(of dump: String, _ request: DumpRequest) throws(Failure) {
    try Conversion.checkDumps(request)
    let profile = try LoadedDump.profile(request)
    var options = DumpReader.Options(profile: profile.content)
    options.temporaryDirectory = request.temporaryDirectory ?? "."
    try self.init(of: [dump], options)
  }

  /// - Parameter isSample: true to look at the beginnings of files only.
  init(
    of dumps: [String], _ options: DumpReader.Options, isSample: Bool = false
  ) throws(Failure) {
    schema = try mapping(Failure.init) { () throws(DumpError) in
      try DumpSchema(of: dumps, options: options, isSample: isSample)
    }
  }

  /// The report in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String {
    switch format {
    case .table: String(table(style).dropLast())
    case .csv: AuditOutcome.withoutLastLineEnd(SurveyText.csv(rows))
    case .json:
      AuditOutcome.withoutLastLineEnd(
        JSONOutput.object([
          ("whole", .boolean(schema.isWhole)),
          ("unreadableRecords", .integer(schema.unreadableCount)), ("models", json),
        ]).bytes())
    }
  }

  // MARK: For people

  /// One table, with a head for each model.
  func table(_ style: TextStyle) -> String {
    var table = TextTable([.label, .label, .number, .number, .number, .number, .number])
    table.append(titles: ["model, field", "key", "present", "empty", "null", "malformed", "absent"])
    for model in schema.models {
      let role = model.role ?? "skipped"
      let malformed =
        model.malformedCount == 0
        ? "" : ", \(RunSummary.grouped(model.malformedCount)) of them malformed"
      let records = model.recordCount == 1 ? "record" : "records"
      table.append(
        "\(PrintableText.escaped(model.type)) (\(role)): "
          + "\(RunSummary.grouped(model.recordCount)) \(records)\(malformed)")
      for field in model.fields { table.append(row: Self.row(field, of: model)) }
      append(unknownFieldsOf: model, to: &table)
    }
    if schema.unreadableCount > 0 {
      table.append("not readable as a record: \(RunSummary.grouped(schema.unreadableCount))")
    }
    if !schema.isWhole { table.append("only the beginnings of files were looked at") }
    return table.text(style)
  }

  private static func row(
    _ field: DumpSchema.Field, of model: DumpSchema.Model
  ) -> [TextTable.Cell] {
    let name = field.isCondition ? "condition" : field.name
    let keys = PrintableText.escaped(field.keys.joined(separator: ", "))
    return [.init("  \(name)"), .init(keys)]
      + Self.counts(of: field, model).map { TextTable.Cell(RunSummary.grouped($0)) }
  }

  /// Present, empty, null, malformed, absent.
  private static func counts(of field: DumpSchema.Field, _ model: DumpSchema.Model) -> [Int] {
    let counts = FieldState.allCases.map { field.counts[$0] ?? 0 }
    return counts + [model.recordCount - counts.reduce(0, +)]
  }

  private func append(unknownFieldsOf model: DumpSchema.Model, to table: inout TextTable) {
    for field in model.unknownFields.prefix(Self.unknownFieldCountMax) {
      table.append(
        row: [
          "  unknown", .init(PrintableText.escaped(field.key)),
          .init(RunSummary.grouped(field.count)), "", "", "", "",
        ])
    }
    defer {
      if let line = Self.repeats(in: model) { table.append("  \(line)") }
    }
    let rest = Self.further(model)
    if rest > 0 { table.append("  and \(RunSummary.grouped(rest)) values of other unknown fields") }
  }

  /// PKIDs that come more than once, in words; nil where none does.
  private static func repeats(in model: DumpSchema.Model) -> String? {
    guard model.repeatedPKIDCount > 0 else { return nil }
    let (all, changed) = (model.repeatedPKIDCount, model.changedPKIDCount)
    let verb = all == 1 ? "PKID comes" : "PKIDs come"
    return "\(RunSummary.grouped(all)) \(verb) more than once, "
      + "\(changed == 0 ? "none" : RunSummary.grouped(changed)) of them with different content"
  }

  /// Values of unknown fields that are not listed.
  private static func further(_ model: DumpSchema.Model) -> Int {
    model.unknownFields.dropFirst(unknownFieldCountMax).reduce(model.furtherValueCount) {
      $0 + $1.count
    }
  }

  // MARK: For programs

  private var rows: [[String]] {
    var rows = [
      [
        "Model", "Role", "Records", "Malformed Records", "Kind", "Field", "Key", "Present", "Empty",
        "Null", "Malformed", "Absent",
      ]
    ]
    for model in schema.models {
      let head = [
        model.type, model.role ?? "", String(model.recordCount), String(model.malformedCount),
      ]
      for field in model.fields {
        let kind = field.isCondition ? "condition" : "field"
        rows.append(
          head + [kind, field.name, field.keys.joined(separator: " ")]
            + Self.counts(of: field, model).map(String.init))
      }
      for field in model.unknownFields.prefix(Self.unknownFieldCountMax) {
        rows.append(head + ["unknown", "", field.key, String(field.count), "", "", "", ""])
      }
      for (kind, count) in [
        ("repeated", model.repeatedPKIDCount), ("different", model.changedPKIDCount),
      ] where count > 0 {
        rows.append(head + [kind, "", "meta.pkid", String(count), "", "", "", ""])
      }
      let rest = Self.further(model)
      if rest > 0 || model.role == nil {
        rows.append(
          head + [model.role == nil ? "skipped" : "further", "", "", String(rest), "", "", "", ""])
      }
    }
    return rows
  }

  /// An array of models with `role` (not of those that are skipped), `records`, `malformed`,
  /// `fields` with their `keys` and numbers of records, `unknownFields`, and `furtherValues` of
  /// unknown fields that are not listed; `repeatedPkids` and, of them, `differentPkids` only where
  /// a PKID comes more than once.
  var json: JSONOutput {
    .array(
      schema.models.map { model in
        var members: [(key: String, value: JSONOutput)] = [("model", .string(model.type))]
        if let role = model.role { members.append(("role", .string(role))) }
        members += [
          ("records", .integer(model.recordCount)), ("malformed", .integer(model.malformedCount)),
        ]
        if model.repeatedPKIDCount > 0 {
          members += [
            ("repeatedPkids", .integer(model.repeatedPKIDCount)),
            ("differentPkids", .integer(model.changedPKIDCount)),
          ]
        }
        guard model.role != nil else { return .object(members) }
        let unknown = model.unknownFields.prefix(Self.unknownFieldCountMax)
        members += [
          ("fields", .array(model.fields.map { Self.json($0, of: model) })),
          (
            "unknownFields",
            .array(
              unknown.map {
                .object([("key", .string($0.key)), ("records", .integer($0.count))])
              })
          ),
          ("furtherValues", .integer(Self.further(model))),
        ]
        return .object(members)
      })
  }

  private static func json(
    _ field: DumpSchema.Field, of model: DumpSchema.Model
  ) -> JSONOutput {
    let names = FieldState.allCases.map(\.rawValue) + ["absent"]
    return .object(
      [
        ("field", .string(field.name)), ("condition", .boolean(field.isCondition)),
        ("keys", .array(field.keys.map { .string($0) })),
      ] + zip(names, counts(of: field, model)).map { ($0, .integer($1)) })
  }
}
