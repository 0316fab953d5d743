internal import Documents
internal import TextOutput

/// Lines of data files in each format. The first row has the titles.
enum DataText {
  static func table(
    _ rows: [[String]], name: String, digest: String, _ style: TextStyle
  ) -> String {
    var head = TextTable([.label, .prose])
    head.append(row: ["File", .init(PrintableText.escaped(name))])
    head.append(row: ["SHA-256", .init(digest)])
    return head.text(style) + "\n" + table(rows, style)
  }

  static func table(_ rows: [[String]], _ style: TextStyle) -> String {
    let width = rows.first?.count ?? 0
    var table = TextTable(Array(repeating: .prose, count: width))
    for (index, row) in rows.enumerated() where row.count == width {
      if index == 0 {
        table.append(titles: row)
      } else {
        table.append(row: row.map { .init(PrintableText.escaped($0)) })
      }
    }
    return table.text(style)
  }

  static func csv(_ rows: [[String]]) -> String {
    var text = CSVText(beginningWith: "")
    for row in rows { text.append(row: row) }
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// An array of objects whose keys are the titles.
  static func json(_ rows: [[String]]) -> String {
    let titles = rows.first ?? []
    let objects = rows.dropFirst().map { row in
      JSONOutput.object(zip(titles, row).map { ($0, .string($1)) })
    }
    return String(decoding: JSONOutput.array(objects).bytes(), as: UTF8.self)
  }

  /// A dump profile: a row for each field of a model.
  static func rows(ofProfile bytes: [UInt8], _ name: String) throws(DocumentError) -> [[String]] {
    var rows = [["role", "model_type", "field", "keys", "when"]]
    let root = try JSONNode(parsing: bytes, file: name)
    for model in root["models"]?.elements ?? [] {
      let conditions = (model["when"]?.members ?? []).map { field, condition in
        "\(field) \(condition.members.map { "\($0.key) \(text($0.node))" }.joined(separator: ", "))"
      }
      for (field, keys) in model["fields"]?.members ?? [] {
        rows.append([
          model["role"]?.string ?? "", model["model_type"]?.string ?? "", field, text(keys),
          conditions.joined(separator: "; "),
        ])
      }
    }
    return rows
  }

  /// A contract: a row for each line of the bill.
  static func rows(ofContract bytes: [UInt8], _ name: String) throws(DocumentError) -> [[String]] {
    let keys = ["title", "licenses", "columns", "customers", "per", "included", "bought"]
    let root = try JSONNode(parsing: bytes, file: name)
    return [keys + ["price"]]
      + (root["lines"]?.elements ?? []).map { line in
        keys.map { line[$0].map(text) ?? "" } + [price(of: line)]
      }
  }

  private static func price(of line: JSONNode) -> String {
    if let price = line["price"] { return text(price) }
    return (line["tiers"]?.elements ?? []).map { tier in
      let price = tier["price"].map(text) ?? ""
      return tier["upTo"].map { "up to \(text($0)): \(price)" } ?? price
    }.joined(separator: "; ")
  }

  private static func text(_ node: JSONNode) -> String {
    switch node.value {
    case .string(let text): text.isEmpty ? "\"\"" : text
    case .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null: "null"
    case .array(let elements): elements.map(text).joined(separator: " ")
    case .object: ""
    }
  }
}

extension JSONNode {
  fileprivate var elements: [JSONNode] {
    if case .array(let elements) = value { elements } else { [] }
  }

  fileprivate var members: [(key: String, node: JSONNode)] {
    guard case .object(let members) = value else { return [] }
    return members.map { ($0.key, $0.node) }
  }
}
