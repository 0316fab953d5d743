internal import CensusModel
internal import Documents

/// The lines of `placement.csv`: the first that matches an attribute of a record places it.
struct PlacementTable: Sendable {
  /// An attribute that a line can look at.
  enum Attribute: String, CaseIterable, Sendable {
    case devicePool, location, name, description, userid, mail, department
  }

  private struct Line: Sendable {
    var attribute: Attribute
    var pattern: GlobPattern
    var place: Int32
  }

  /// The lines that hold for each source.
  private let lines: [[Line]]

  /// No lines.
  init(sourceCount: Int) { lines = Array(repeating: [], count: sourceCount) }

  /// Reads `source,attribute,pattern,customer,site`.
  init(parsing bytes: [UInt8], file: String, _ sources: SourcesFile) throws(DocumentError) {
    let document = SourceDocument(file: file, bytes: bytes)
    var reader = try CSVReader(document)
    guard let header = try reader.next(),
      header.fields == ["source", "attribute", "pattern", "customer", "site"]
    else {
      throw document.refusal(at: 0, "expected the header source,attribute,pattern,customer,site")
    }
    var lines: [[Line]] = Array(repeating: [], count: sources.sources.count)
    while let record = try reader.next() {
      let fields = record.fields
      guard fields.count == 5 else {
        throw document.refusal(at: record.offset, "expected 5 fields, found \(fields.count)")
      }
      guard let source = sources.sources.firstIndex(where: { $0.name.isExactly(fields[0]) }) else {
        throw document.refusal(at: record.offset, "no source is called \(shown(fields[0]))")
      }
      guard let attribute = Attribute(rawValue: fields[1]) else {
        let known = Attribute.allCases.map(\.rawValue).joined(separator: ", ")
        throw document.refusal(
          at: record.offset, "no attribute is called \(shown(fields[1])); expected \(known)")
      }
      guard let place = sources.place(customer: fields[3], site: fields[4]) else {
        throw document.refusal(
          at: record.offset,
          "no customer \(shown(fields[3])) has a site \(shown(fields[4])); add it to 'sites'"
        )
      }
      lines[source].append(
        Line(attribute: attribute, pattern: GlobPattern(fields[2]), place: Int32(place)))
    }
    self.lines = lines
  }

  /// True if there are lines for a source.
  func hasLines(_ source: Int) -> Bool { !lines[source].isEmpty }

  /// Where a record of a source belongs by its attributes; nil where no line matches.
  func place(
    source: Int, _ attributes: [(attribute: Attribute, text: ArraySlice<UInt8>)]
  ) -> Int32? {
    for line in lines[source] {
      for entry in attributes where entry.attribute == line.attribute && !entry.text.isEmpty {
        if line.pattern.matches(entry.text) { return line.place }
      }
    }
    return nil
  }
}
