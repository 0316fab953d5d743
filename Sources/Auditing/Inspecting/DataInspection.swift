internal import Billing
internal import CensusRules
internal import Documents
internal import DumpReading
internal import Files
internal import Import
internal import Report
public import TextOutput

/// A data file, looked at and checked without counting anything.
public struct DataInspection: Sendable {
  private let kind: DataKind
  private let name: String
  private let bytes: [UInt8]

  /// Reads and checks a data file as an audit or an import would.
  ///
  /// - Parameters:
  ///   - kind: the form that its content must have.
  ///   - path: its file, `-` for standard input; nil for the one that is built in.
  /// - Throws: what is wrong with it, with its place.
  public init(_ kind: DataKind, _ path: String?) throws(Failure) {
    self.kind = kind
    let file = try DataFiles.load(path, kind.builtIn, builtInName: kind.fileName)
    (name, bytes) = (file.name, file.bytes)
    try mapping(Failure.init) { () throws(DocumentError) in
      try Self.check(kind, file.bytes, file.name)
    }
  }

  /// A file of its kind to start from: the one that is built in.
  public static func template(_ kind: DataKind) -> [UInt8] { kind.builtIn }

  private static func check(
    _ kind: DataKind, _ bytes: [UInt8], _ name: String
  ) throws(DocumentError) {
    switch kind {
    case .rules: _ = try RuleSet(parsing: bytes, file: name)
    case .deviceClasses: _ = try DeviceClassTable(parsing: bytes, file: name)
    case .dumpProfile: _ = try DumpProfile(parsing: bytes, file: name)
    case .contract: _ = try Contract(parsing: bytes, file: name)
    case .webexLicenses, .microsoftPlans, .importColumns:
      guard let table = ImportTables.Kind(rawValue: kind.rawValue) else { return }
      var tables = ImportTables()
      try tables.replace(table, by: bytes, file: name)
    }
  }

  /// The content in numbers, in one line that begins with the name.
  public var holdings: String {
    get throws(Failure) {
      if kind == .rules { return try ruleSetText.holdings }
      let count = try rows.count - 1
      let what =
        kind == .dumpProfile ? (one: "field", many: "fields") : (one: "line", many: "lines")
      return "\(name): sound: \(count) \(count == 1 ? what.one : what.many)"
    }
  }

  /// The content in a format. CSV of a CSV file, and JSON of a JSON file, are files of the kind.
  public func text(_ format: OutputFormat, _ style: TextStyle) throws(Failure) -> String {
    if format == .json, kind.isJSON { return String(decoding: bytes, as: UTF8.self) }
    if kind == .rules { return try ruleSetText.text(format, style) }
    switch format {
    case .table: return DataText.table(try rows, name: name, digest: digest, style)
    case .csv: return DataText.csv(try rows)
    case .json: return DataText.json(try rows)
    }
  }

  /// The source of the lines, or how many there are, and the latest date.
  private var origin: (source: String, date: String) {
    get throws(Failure) {
      guard !kind.isJSON, let titles = try rows.first,
        let source = titles.firstIndex(of: "source"), let date = titles.firstIndex(of: "date")
      else { return kind.origin }
      let lines = try rows.dropFirst()
      let sources = Set(lines.map { $0[source] })
      let name = sources.count == 1 ? sources.first ?? "" : "\(sources.count) sources"
      return (name, lines.map { $0[date] }.max() ?? "")
    }
  }

  private var digest: String { FileDigest.hexadecimal(of: bytes) }

  private var ruleSetText: RuleSetText {
    get throws(Failure) {
      RuleSetText(try rules, name: name, sha256: digest, bytes: bytes)
    }
  }

  private var rules: RuleSet {
    get throws(Failure) {
      try mapping(Failure.init) { () throws(DocumentError) in
        try RuleSet(parsing: bytes, file: name)
      }
    }
  }

  /// Titles and lines.
  private var rows: [[String]] {
    get throws(Failure) {
      try mapping(Failure.init) { () throws(DocumentError) in
        if kind == .dumpProfile { return try DataText.rows(ofProfile: bytes, name) }
        if kind == .contract { return try DataText.rows(ofContract: bytes, name) }
        var reader = try CSVReader(SourceDocument(file: name, bytes: bytes))
        var rows: [[String]] = []
        while let record = try reader.next() { rows.append(record.fields) }
        return rows
      }
    }
  }
}

extension DataInspection {
  /// All data files with the option that replaces each.
  ///
  /// - Parameters:
  ///   - format: rows, a table or JSON.
  ///   - style: the looks of a table.
  ///   - option: gives the name of a kind's option.
  public static func list(
    _ format: OutputFormat, _ style: TextStyle, option: (DataKind) -> String
  ) throws(Failure) -> String {
    var rows = [["Name", "Option", "Content", "Lines", "Source", "Date", "SHA-256"]]
    for kind in DataKind.allCases {
      let inspection = try DataInspection(kind, nil)
      let count =
        kind == .rules ? try inspection.rules.columns.count : try inspection.rows.count - 1
      let origin = try inspection.origin
      rows.append([
        kind.rawValue, option(kind), kind.summary, String(count), origin.source, origin.date,
        inspection.digest,
      ])
    }
    return switch format {
    case .table: DataText.table(rows.map { Array($0.dropLast()) }, style)
    case .csv: DataText.csv(rows)
    case .json: DataText.json(rows)
    }
  }
}
