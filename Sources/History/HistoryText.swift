package import Report
package import TextOutput

/// Rows under titles, in any form.
package struct HistoryText {
  private let titles: [String]
  private var rows: [[String]] = []

  init(titles: [String]) { self.titles = titles }

  mutating func append(_ row: [String]) { rows.append(row) }

  var csv: String {
    var text = CSVText(beginningWith: "")
    for row in [titles] + rows { text.append(row: row) }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Columns with a number in every row are aligned to the right.
  func table(_ style: TextStyle) -> String {
    let isNumber = titles.indices.map { index in
      rows.allSatisfy { row in row[index].utf8.allSatisfy("0123456789,+-".utf8.contains) }
    }
    var table = TextTable(isNumber.map { $0 ? .number : .label })
    table.append(titles: titles)
    for row in rows { table.append(row: row.map { TextTable.Cell(PrintableText.ascii($0)) }) }
    return table.text(style)
  }
}

extension OutputFormat {
  /// The list of audits, each line with its LF.
  package func text(of audits: [StoredAudit], _ style: TextStyle = TextStyle()) -> String {
    if self == .json { return Self.document(.array(audits.map { .object($0.members) })) }
    var text = HistoryText(
      titles: ["Audit", "Date Time", "Provider", "Host", "Customers", "SHA-256"])
    for audit in audits {
      text.append([
        String(audit.id), audit.dateTime, audit.provider, audit.host, String(audit.customerCount),
        self == .table ? String(audit.sha256.prefix(12)) : audit.sha256,
      ])
    }
    return self == .csv ? text.csv : text.table(style)
  }

  /// The columns of an audit, in total or of one customer, licences first where they are known.
  ///
  /// - Parameter customer: a row of the whole table.
  package func text(
    of content: AuditContent, customer: ReportTable.Row?, _ style: TextStyle = TextStyle()
  ) -> String {
    let table = content.wholeTable
    let totals = table.totals
    let values = table.titles.enumerated().map { index, title in
      (title, customer?.fields[index] ?? .count(totals[index]))
    }
    if self == .json {
      var members = content.audit.members
      members.append(("customer", customer.map { .string($0.pkid) } ?? .null))
      members.append(
        ("facts", .object(content.head.lines.map { ($0.key, .string($0.value)) })))
      members.append(
        (
          "columns",
          .array(
            values.map { title, value in
              .object([("title", .string(title)), ("value", Self.json(value))])
            })
        ))
      return Self.document(.object(members))
    }
    var text = HistoryText(titles: ["Column", customer == nil ? "Total" : "Value"])
    for (title, value) in values {
      if case .count(let count) = value, self == .table {
        text.append([title, RunSummary.grouped(count)])
      } else {
        text.append([title, value.description])
      }
    }
    if self == .csv { return text.csv }
    let name = customer.map { "Customer \($0.pkid) in audit" } ?? "Audit"
    return PrintableText.ascii(
      "\(name)\(content.audit.name.dropFirst("audit".utf8.count))") + "\n\n" + text.table(style)
  }

  /// Trends; as JSON one object where there is one, else an array.
  package func text(of trends: [Trend], _ style: TextStyle = TextStyle()) -> String {
    switch self {
    case .json:
      let documents = trends.map(\.json)
      return Self.document(documents.count == 1 ? documents[0] : .array(documents))
    case .csv:
      var text = HistoryText(
        titles: ["Provider", "Host", "Customer PKID", "Column", "Date Time", "Count"])
      for trend in trends {
        for point in trend.points {
          text.append([
            trend.provider, trend.host, trend.customer ?? "", trend.column, point.dateTime,
            String(point.count),
          ])
        }
      }
      return text.csv
    case .table: return trends.map { $0.table(style) }.joined(separator: "\n")
    }
  }

  private static func document(_ json: JSONOutput) -> String {
    String(decoding: json.bytes(), as: UTF8.self)
  }

  private static func json(_ field: ReportTable.Field) -> JSONOutput {
    switch field {
    case .count(let count): .integer(count)
    case .setting: .string(field.description)
    }
  }
}

extension StoredAudit {
  fileprivate var members: [(key: String, value: JSONOutput)] {
    [
      ("id", .integer(id)), ("dateTime", .string(dateTime)), ("provider", .string(provider)),
      ("host", .string(host)), ("sha256", .string(sha256)), ("byteCount", .integer(byteCount)),
      ("customerCount", .integer(customerCount)),
    ]
  }
}

extension Trend {
  fileprivate var json: JSONOutput {
    .object([
      ("provider", .string(provider)), ("host", .string(host)), ("column", .string(column)),
      ("customer", customer.map { .string($0) } ?? .null),
      (
        "points",
        .array(
          points.map {
            .object([("dateTime", .string($0.dateTime)), ("count", .integer($0.count))])
          }
        )
      ),
    ])
  }

  fileprivate func table(_ style: TextStyle) -> String {
    var text = HistoryText(titles: ["Date Time", "Count", "Change"])
    for (index, point) in points.enumerated() {
      let step = index > 0 ? point.count - points[index - 1].count : 0
      text.append([
        point.dateTime, RunSummary.grouped(point.count),
        step == 0 ? "" : (step > 0 ? "+" : "") + RunSummary.grouped(step),
      ])
    }
    let name = customer.map { ", customer \($0)" } ?? ""
    return PrintableText.ascii("\(column): \(provider) on \(host)\(name)") + "\n"
      + text.table(style)
  }
}
