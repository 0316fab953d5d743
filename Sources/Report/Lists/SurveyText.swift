internal import CensusModel
public import TextOutput

/// The inputs of a conversion, as tables and CSV.
public enum SurveyText {
  /// A line for a model type.
  public struct Model: Sendable {
    var type: String
    var role: String
    var fileCount: Int
    var recordCount: Int
    var isEstimate: Bool

    /// A model with these numbers.
    public init(
      type: String, role: String, fileCount: Int, recordCount: Int, isEstimate: Bool
    ) {
      self.type = type
      self.role = role
      self.fileCount = fileCount
      self.recordCount = recordCount
      self.isEstimate = isEstimate
    }
  }

  /// A line for a file.
  public struct File: Sendable {
    var name: String
    var form: String
    var byteCount: Int?
    var models: [String]

    /// A file with these models.
    public init(name: String, form: String, byteCount: Int?, models: [String]) {
      self.name = name
      self.form = form
      self.byteCount = byteCount
      self.models = models
    }
  }

  /// How many files people are shown; CSV and JSON have all.
  private static let fileCountMax = 50

  /// Remarks, models and files for people. Estimates have `~` in front.
  public static func table(
    _ remarks: [(label: String, text: String)], _ models: [Model], _ files: [File],
    _ style: TextStyle
  ) -> String {
    var head = TextTable([.label, .prose])
    for remark in remarks { head.append(row: [.init(remark.label), .init(remark.text)]) }
    return head.text(style) + "\n" + table(models).text(style) + "\n" + table(files).text(style)
  }

  private static func table(_ models: [Model]) -> TextTable {
    var table = TextTable([.label, .label, .number, .number])
    table.append(titles: ["model", "role", "files", "records"])
    for model in models {
      table.append(row: [
        .init(PrintableText.escaped(model.type)), .init(model.role),
        .init(RunSummary.grouped(model.fileCount)),
        .init((model.isEstimate ? "~" : "") + RunSummary.grouped(model.recordCount)),
      ])
    }
    return table
  }

  private static func table(_ files: [File]) -> TextTable {
    var table = TextTable([.label, .label, .number, .label])
    table.append(titles: ["file", "form", "bytes", "models"])
    for file in files.prefix(fileCountMax) {
      table.append(row: [
        .init(PrintableText.escaped(file.name)), .init(file.form),
        .init(file.byteCount.map(RunSummary.grouped) ?? "-"),
        .init(PrintableText.escaped(file.models.joined(separator: ", "))),
      ])
    }
    let rest = files.count - fileCountMax
    if rest > 0 { table.append("and \(rest) more files; CSV and JSON have all") }
    return table
  }

  /// Rows as CSV (RFC 4180, LF line ends).
  public static func csv(_ rows: [[String]]) -> [UInt8] {
    var text = CSVText(beginningWith: "")
    for row in rows { text.append(row: row.map(CustomerNames.harmless)) }
    return text.bytes
  }
}
