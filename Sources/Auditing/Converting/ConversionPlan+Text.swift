internal import CensusModel
internal import DumpReading
internal import Report
public import TextOutput

extension ConversionPlan: ShownResult {
  /// The plan in a format, without its last line end.
  public func text(_ format: OutputFormat, _ style: TextStyle) -> String { shown(format, style) }

  var csv: [UInt8] { SurveyText.csv(rows) }

  private var sortedModels: [(type: String, model: Model)] {
    models.sorted { $0.key.precedesExactly($1.key) }.map { ($0.key, $0.value) }
  }

  /// Whole numbers, the nearest.
  private static func rounded(_ number: Double) -> Int { Int(number.rounded()) }

  private var time: String {
    let seconds = Self.rounded(seconds)
    return seconds < 1 ? "less than a second" : "about \(seconds) s"
  }

  private var threads: String {
    request.dump.threads == 1 ? "1 thread" : "\(request.dump.threads) threads"
  }

  // MARK: For people

  func table(_ style: TextStyle) -> String {
    let sample = isWhole ? "all of it" : "the beginnings of files"
    let remarks = [
      ("Files", "\(survey.files.count), \(survey.byteCount) bytes as stored"),
      ("Looked at", "\(sample), \(sampledByteCount) bytes decompressed"),
      (
        "Reading",
        "\(time) with \(threads), an estimate from what was looked at; joining and writing come on top"
      ),
      (
        "Not known",
        (isWhole ? "" : "what follows the beginnings of files; ")
          + "whether every record lies below a customer, and whether a model is absent"
      ),
    ]
    let models = sortedModels.map { type, model in
      SurveyText.Model(
        type: type, role: model.role ?? "skipped", fileCount: model.fileCount,
        recordCount: Self.rounded(model.recordCount), isEstimate: !isWhole)
    }
    let files = survey.files.map { file in
      SurveyText.File(
        name: file.name, form: Self.form(of: file), byteCount: file.byteCount,
        models: file.models.keys.sorted { $0.precedesExactly($1) })
    }
    return SurveyText.table(remarks, models, files, style) + "\n" + schema.table(style)
  }

  private static func form(of file: DumpSurvey.File) -> String {
    (file.isLines ? "lines" : "pages") + (file.compression.map { ", \($0)" } ?? "")
  }

  // MARK: For programs

  private var rows: [[String]] {
    let titles = [
      "File", "Form", "Compression", "Bytes", "Model", "Role", "Sampled Records", "Records",
      "Whole",
    ]
    var rows = [titles]
    for file in survey.files {
      let head = [
        file.name, file.isLines ? "lines" : "pages", file.compression ?? "",
        file.byteCount.map(String.init) ?? "",
      ]
      let whole = file.isWhole ? "Y" : "N"
      for (type, count) in file.models.sorted(by: { $0.key.precedesExactly($1.key) }) {
        rows.append(
          head + [
            type, models[type]?.role ?? "", String(count),
            String(Self.rounded(Double(count) * file.scale)), whole,
          ])
      }
      if file.models.isEmpty { rows.append(head + ["", "", "0", "0", whole]) }
    }
    return rows
  }

  /// `bytes` as stored, of all; `sampledBytes` that were looked at, decompressed, and whether these are
  /// the `whole`; `threads` and `estimatedReadingMilliseconds`; `models` with `role` (not of those that
  /// are skipped), `files`, `sampledRecords` and an estimate of all `records`; `files` with `form`,
  /// `compression`, `bytes` (of a zip's entry unpacked) and sampled records by model; `schema`, the
  /// fields of what was looked at; `refusals`, what would stop the conversion; `warnings`.
  var json: JSONOutput {
    .object([
      ("bytes", .integer(survey.byteCount)), ("sampledBytes", .integer(sampledByteCount)),
      ("whole", .boolean(isWhole)), ("threads", .integer(request.dump.threads)),
      ("estimatedReadingMilliseconds", .integer(Self.rounded(seconds * 1000))),
      ("models", .array(sortedModels.map(Self.json))),
      ("files", .array(survey.files.map(Self.json))), ("schema", schema.json),
      ("refusals", .array(failures.map { .string($0.message) })),
      ("warnings", .array(warnings.map { .string($0) })),
    ])
  }

  private static func json(_ type: String, _ model: Model) -> JSONOutput {
    let role = model.role.map { [(key: "role", value: JSONOutput.string($0))] } ?? []
    return .object(
      [("model", .string(type))] + role + [
        ("files", .integer(model.fileCount)), ("sampledRecords", .integer(model.sampledCount)),
        ("records", .integer(rounded(model.recordCount))),
      ])
  }

  private static func json(_ file: DumpSurvey.File) -> JSONOutput {
    var members: [(key: String, value: JSONOutput)] = [
      ("file", .string(file.name)), ("form", .string(file.isLines ? "lines" : "pages")),
    ]
    if let compression = file.compression { members.append(("compression", .string(compression))) }
    if let byteCount = file.byteCount { members.append(("bytes", .integer(byteCount))) }
    return .object(
      members + [
        ("sampledBytes", .integer(file.sampledByteCount)), ("whole", .boolean(file.isWhole)),
        (
          "models",
          .object(
            file.models.sorted { $0.key.precedesExactly($1.key) }
              .map { ($0.key, .integer($0.value)) })
        ),
      ])
  }
}
