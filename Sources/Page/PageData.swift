internal import Report
internal import TextOutput

/// The customers as the script of the page reads them: JSON in which nothing can end the element that it
/// stands in.
struct PageData {
  let bytes: [UInt8]

  init(_ model: PageModel) {
    let texts = Self.textTitles(model).count
    let table = model.customerTable
    let settings = table.titles.indices.filter { table.rows.first?.fields[$0].isSetting ?? false }
    let rows = table.rows.map { row in
      JSONOutput.array(
        [.string(row.pkid)] + Self.names(of: row, model).map { .string($0) }
          + row.fields.map { .integer($0.number) })
    }
    let document = JSONOutput.object([
      ("texts", .integer(texts)), ("width", .integer(texts + table.titles.count)),
      ("settings", .array(settings.map { .integer(texts + $0) })), ("rows", .array(rows)),
    ])
    // Within JSON they occur in texts only.
    bytes = document.line().flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "<"): Array("\\u003c".utf8)
      case UInt8(ascii: ">"): Array("\\u003e".utf8)
      case UInt8(ascii: "&"): Array("\\u0026".utf8)
      default: [byte]
      }
    }
  }

  /// The titles of the columns in front of the numbers.
  static func textTitles(_ model: PageModel) -> [String] {
    ["Customer PKID"] + (model.names == nil ? [] : ["Customer", "Reseller", "Provider"])
  }

  /// The names of a customer, under `textTitles`; none on an anonymous page.
  static func names(of row: ReportTable.Row, _ model: PageModel) -> [String] {
    guard let names = model.names else { return [] }
    return names[row.pkid] ?? ["", "", ""]
  }
}
