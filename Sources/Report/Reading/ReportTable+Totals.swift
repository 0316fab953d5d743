internal import CensusModel
internal import Documents

/// Reports that have one row of totals in place of customers.
extension ReportTable {
  /// True where the one row is the sum of customers who are not told apart; its PKID is empty.
  public var isTotal: Bool { rows.count == 1 && rows[0].pkid.isEmpty }

  /// Reads such a report: one row of counts, without the column `Customer PKID` or with `Total` or
  /// nothing in it.
  ///
  /// - Returns: nil where it is another one.
  static func totals(of document: SourceDocument) throws(DocumentError) -> ReportTable? {
    var reader = try CSVReader(document, from: metadataEnd(document.bytes))
    guard let header = try reader.next(), let row = try reader.next(), try reader.next() == nil,
      header.fields.count == row.fields.count
    else { return nil }
    var (titles, texts) = (header.fields[...], row.fields[...])
    let hasLabel = ["Customer PKID", ""].contains(titles.first)
    if hasLabel {
      guard let label = texts.popFirst(), ["", "total", "totals"].contains(Folding.key(label))
      else {
        return nil
      }
      titles = titles.dropFirst()
    }
    let counts = texts.map { Field(parsing: $0) }
    let fields = counts.compactMap { $0.flatMap { $0.isSetting ? nil : $0 } }
    guard !titles.isEmpty, fields.count == titles.count, Set(titles).count == titles.count else {
      return nil
    }
    do throws(ReportError) {
      return try ReportTable(titles: Array(titles), rows: [Row(pkid: "", fields: fields)])
    } catch {
      throw document.refusal(at: header.offset, error.description)
    }
  }
}
