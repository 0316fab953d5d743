internal import BuiltInData
internal import CensusModel
internal import Documents

/// The services that Webex licences stand for, by name: `webex-licenses.csv`.
struct LicenceTable: Sendable {
  enum Service: String, Sendable {
    case meeting, messaging, calling, none
  }

  private var lines: [(pattern: GlobPattern, service: Service)] = []

  /// The table that is built in.
  static let builtIn: LicenceTable = {
    do {
      return try LicenceTable(parsing: BuiltInData.webexLicenses, file: "webex-licenses.csv")
    } catch {
      preconditionFailure("the built-in table is checked by tests: \(error)")
    }
  }()

  /// Reads `pattern,service,source,date`; the first pattern that matches decides.
  init(parsing bytes: [UInt8], file: String) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document)
    guard try reader.next()?.fields == ["pattern", "service", "source", "date"] else {
      throw document.refusal(at: 0, "expected the header pattern,service,source,date")
    }
    var patterns: Set<ExactText> = []
    while let record = try reader.next() {
      guard record.fields.count == 4, !record.fields[0].isEmpty,
        let service = Service(rawValue: record.fields[1])
      else {
        throw document.refusal(
          at: record.offset,
          "expected a pattern, meeting, messaging, calling or none, a "
            + "source and a date")
      }
      try document.checkOrigin(
        source: record.fields[2], date: record.fields[3], at: record.offset)
      guard patterns.insert(ExactText(Folding.key(record.fields[0]))).inserted else {
        throw document.refusal(at: record.offset, "the pattern is given twice; remove one")
      }
      lines.append((GlobPattern(record.fields[0]), service))
    }
    if lines.isEmpty { throw document.refusal(at: bytes.count, "the table has no licence") }
  }

  /// The service of a licence; nil where no line has its name.
  func service(of name: String) -> Service? {
    lines.first { $0.pattern.matches(name) }?.service
  }
}
