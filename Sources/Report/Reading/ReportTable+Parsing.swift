internal import CensusModel
internal import CensusRules
public import Documents
internal import TextOutput

extension ReportTable {
  /// The names in front of the rows of a detailed report, by PKID: customer, reseller, provider.
  ///
  /// - Throws: what is not a detailed report.
  package static func names(
    parsing bytes: [UInt8], file: String
  ) throws(DocumentError) -> [String: [String]] {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document, from: metadataEnd(bytes))
    let titles = ["Provider", "Reseller", "Customer", "Customer PKID"]
    guard let header = try reader.next(), header.fields.starts(with: titles) else {
      throw document.refusal(at: 0, "expected a detailed report, with names in front")
    }
    var names: [String: [String]] = [:]
    while let record = try reader.next() {
      guard record.fields.count == header.fields.count else {
        throw document.refusal(at: record.offset, "expected a field for each title")
      }
      names[record.fields[3]] = [record.fields[2], record.fields[1], record.fields[0]]
    }
    return names
  }

  /// Reads an anonymous or a detailed report, or a breakdown. Names are passed over.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - file: its name, for errors.
  ///   - allowsTotals: whether a report may have one row of totals in place of customers.
  /// - Throws: what is not a report, with line and byte.
  public init(
    parsing bytes: [UInt8], file: String, allowsTotals: Bool = false
  ) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document, from: Self.metadataEnd(bytes))
    guard let header = try reader.next() else {
      throw document.refusal(at: bytes.count, "no line of column titles; expected a report")
    }
    if allowsTotals, let totals = try Self.totals(of: document) {
      self = totals
      return
    }
    let names = header.fields.first == "Provider" ? 3 : 0
    guard header.fields.count > names + 1, header.fields[names] == "Customer PKID" else {
      throw document.refusal(
        at: header.offset, "expected the column titles of a report, with Customer PKID in front")
    }
    let titles = Array(header.fields[(names + 1)...])
    guard Set(titles).count == titles.count else {
      throw document.refusal(at: header.offset, "two columns have one title")
    }
    var rows: [Row] = []
    while let record = try reader.next() {
      guard record.fields.count == header.fields.count else {
        throw document.refusal(
          at: record.offset,
          "\(record.fields.count) fields; expected \(header.fields.count), one for each title")
      }
      rows.append(try Self.row(record.fields[names...], record.offset, document))
    }
    do throws(ReportError) {
      try self.init(titles: titles, rows: rows)
    } catch {
      throw document.refusal(at: header.offset, error.description)
    }
  }

  /// How much of a file `isMeant` looks at.
  package static let headByteCount = 64

  /// True if a file that begins like this is meant as a report, also as a spreadsheet saves it.
  package static func isMeant(head: [UInt8]) -> Bool {
    let isWide = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    var text = isWide ? head.dropFirst(2).filter { $0 != 0 }[...] : head[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    return ["#", "\"#", "Customer PKID", "\"Customer PKID", "Provider", "\"Provider"]
      .contains { text.starts(with: $0.utf8) }
  }

  /// Where the lines end that begin with `#`.
  static func metadataEnd(_ bytes: [UInt8]) -> Int {
    var start = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else {
        return bytes.count
      }
      start = end + 1
    }
    return start
  }

  private static func row(
    _ fields: ArraySlice<String>, _ offset: Int, _ document: SourceDocument
  ) throws(DocumentError) -> Row {
    let pkid = fields[fields.startIndex]
    guard pkid.isPKID else {
      throw document.refusal(
        at: offset, ReportError.malformedPKID(pkid).description)
    }
    var row = Row(pkid: pkid, fields: [])
    row.fields.reserveCapacity(fields.count - 1)
    for text in fields.dropFirst() {
      guard let field = Field(parsing: text) else {
        throw document.refusal(
          at: offset,
          "\"\(PrintableText.escaped(text))\" of customer \(pkid) is neither a count nor Y or N")
      }
      row.fields.append(field)
    }
    return row
  }
}

extension ReportTable.Field {
  /// Reads a field of a report; nil for anything that none has.
  package init?(parsing text: String) {
    switch text {
    case "Y": self = .setting(true)
    case "N": self = .setting(false)
    default:
      guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let count = Int(text), count <= CrossFoot.countMax
      else { return nil }
      self = .count(count)
    }
  }
}
