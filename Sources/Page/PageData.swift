internal import Report
internal import TextOutput

/// The customers as the script of the page reads them: JSON in which nothing can end the element that it
/// is in.
struct PageData {
  let bytes: [UInt8]

  init(_ model: PageModel) {
    let texts = Self.textTitles(model).count
    let table = model.customerTable
    let settings = table.titles.indices.filter { table.rows.first?.fields[$0].isSetting ?? false }
    let rows = table.rows.map { row in
      JSONOutput.array(
        Self.texts(of: row, model).map { .string($0) } + row.fields.map { .integer($0.number) })
    }
    let date = model.dateTime.prefix { $0 != " " }
    let document = JSONOutput.object([
      ("file", .string("customers-\(date).csv")),
      ("titles", .array((Self.textTitles(model) + table.titles).map { .string($0) })),
      ("texts", .integer(texts)), ("pkid", .integer(Self.pkidColumn(model))),
      ("width", .integer(texts + table.titles.count)),
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
    model.names == nil
      ? ["Customer PKID"] : ["Customer", "Customer PKID", "Reseller", "Provider"]
  }

  /// The place of the Customer PKID under `textTitles`: people look for names first.
  static func pkidColumn(_ model: PageModel) -> Int { model.names == nil ? 0 : 1 }

  /// The texts of a customer, under `textTitles`.
  static func texts(of row: ReportTable.Row, _ model: PageModel) -> [String] {
    guard let names = model.names else { return [row.pkid] }
    let mine = names[row.pkid] ?? ["", "", ""]
    return [mine[0], row.pkid, mine[1], mine[2]]
  }
}
