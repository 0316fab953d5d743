internal import CensusModel
internal import CensusRules
internal import ColumnFile
internal import Parquet
internal import Report

/// Persons of a piece as columns of the annex.
struct AnnexColumns {
  /// Those of the file; ExportTables.md says what they mean.
  static let columns = [
    ParquetColumn("customer_pkid", .text), ParquetColumn("customer", .text),
    ParquetColumn("kind", .text), ParquetColumn("name", .text), ParquetColumn("column", .text),
    ParquetColumn("rule", .text), ParquetColumn("phones", .int32),
    ParquetColumn("licenses", .int32), ParquetColumn("facts", .text),
    ParquetColumn("also_in", .text), ParquetColumn("devices", .text),
    ParquetColumn("model", .text), ParquetColumn("file", .text),
    ParquetColumn("line", .int64, isOptional: true), ParquetColumn("place", .text),
  ]

  private let input: NamedInput
  private let counts: PersonCounts
  private var customers = Texts()
  private var pkids = Texts()
  private var kinds = Texts()
  private var titles = Texts()
  private var rules = Texts()
  private var facts = Texts()
  private var alsoIn = Texts()
  private var models = Texts()
  private var files = Texts()
  private var places = Texts()
  private var names: [String] = []
  private var devices: [String] = []
  private var phones: [Int] = []
  private var licenses: [Int] = []
  private var lines: [Int?] = []

  init(_ input: NamedInput, _ counts: PersonCounts) { (self.input, self.counts) = (input, counts) }

  /// Texts of which many rows have the same one.
  private struct Texts {
    private var indexes: [Int] = []
    private var texts: [String] = []
    private var places: [Int: Int] = [:]

    /// Adds the text with a number, which is made when the number is new.
    mutating func add(_ number: Int, _ text: () -> String) {
      if let place = places[number] {
        indexes.append(place)
        return
      }
      places[number] = texts.count
      indexes.append(texts.count)
      texts.append(text())
    }

    var values: ParquetValues { .texts(indexes: indexes, of: texts) }
  }

  mutating func add(_ run: PersonRun) {
    let entry = input.identities.customers[run.customer]
    let (table, first) = run.table
    for index in 0..<run.count {
      customers.add(run.customer) { entry.names.customer }
      pkids.add(run.customer) { entry.pkid }
      addVerdict(
        counts.entry(
          run.facts(index),
          phones: PersonVerdict.phones(of: run.deviceTypes(index), classes: input.classOfType)))
      names.append(String(decoding: table.heads.name(first + index), as: UTF8.self))
      addDevices(table, table.parts(of: first + index))
      addSource(table.heads.sources(first + index).first)
    }
  }

  private mutating func addDevices(_ table: NameTable, _ parts: Range<Int>) {
    var bytes: [UInt8] = []
    for part in parts {
      if part > parts.lowerBound { bytes.append(UInt8(ascii: " ")) }
      bytes += table.parts.name(part)
    }
    devices.append(String(decoding: bytes, as: UTF8.self))
  }

  private mutating func addVerdict(_ entry: PersonCounts.Entry) {
    let number = entry.number
    kinds.add(entry.isUser ? 1 : 0) {
      (entry.isUser ? ListRow.Kind.user : ListRow.Kind.account).rawValue
    }
    titles.add(number) { entry.count.column }
    rules.add(number) { entry.count.rule }
    facts.add(number) { entry.count.facts.joined(separator: " ") }
    alsoIn.add(number) { entry.count.alsoIn.joined(separator: "; ") }
    phones.append(entry.count.phones)
    licenses.append(entry.verdict.licenses ?? 0)
  }

  private mutating func addSource(_ source: SourceRecord?) {
    let context = input.identities.context
    guard let source else {
      for texts in [\AnnexColumns.models, \.files, \.places] { self[keyPath: texts].add(-1) { "" } }
      lines.append(nil)
      return
    }
    models.add(Int(source.model)) { context.models[Int(source.model)] }
    files.add(Int(source.file)) { RecordFile(context.files[Int(source.file)]).path }
    places.add(Int(source.place)) { context.places[Int(source.place)] }
    lines.append(source.line == 0 ? nil : Int(source.line))
  }

  /// The rows, column by column.
  var values: [ParquetValues] {
    [
      pkids.values, customers.values, kinds.values, .each(names), titles.values, rules.values,
      .integers(phones), .integers(licenses), facts.values, alsoIn.values, .each(devices),
      models.values, files.values, .optionalIntegers(lines), places.values,
    ]
  }
}
