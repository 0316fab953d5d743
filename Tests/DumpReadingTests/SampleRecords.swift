import Foundation

/// Records of every kind, with what they say.
enum SampleRecords {
  static let lines: [String] = [
    record(
      "data/HierarchyNode", #""name":"p","node_type":"Provider""#, meta: #""pkid":"1","path":"sys""#
    ),
    record(
      "device/cucm/User",
      #""userid":"Ann","mailid":"é@x","associatedDevices":{"device":["SEP1","SEP2"]}"#),
    record("device/cucm/User", #""userid":"b{[\"","wide":{"a":[{"b":"]}"},[]]}"#),
    phone("SEP1"), phone("SEP2"), phone("long-" + String(repeating: "n", count: 150)),
    record("relation/HcsCustomerREL", #""publicSector":"Y""#, meta: #""hierarchy":"5e""#),
    record("device/msgraph/MsolUser", #""UserPrincipalName":"é@x","IsLicensed":false"#),
    record("data/Unknown", #""x":"\\\"""#),
    record("device/cuc/User", #""Alias":"\u0041nn""#),
  ]

  static let described: [String] = [
    "node sys 1 Provider p",
    "user sys.p 2 ann|é@x|sep1|sep2",
    #"user sys.p 0 b{["|"#,
    "phone sys.p cisco 8841/phone sep1|",
    "phone sys.p cisco 8841/phone sep2|",
    "phone sys.p cisco 8841/phone long-" + String(repeating: "n", count: 150) + "|",
    "settings →5e true false",
    "microsoft365 sys.p 0 é@x",
    "voicemail sys.p 0 ann",
  ].sorted()

  /// The records in every form of Inputs.md, forms 1–3.
  static let forms: [(name: String, text: String)] = {
    let bom = "\u{FEFF}"
    let list = lines.joined(separator: ",")
    let loose = lines.joined(separator: " \r\n ,\n\t")
    let half = lines.count / 2
    let pages = [lines[..<half], lines[half...]].enumerated().map { index, part in
      page(
        skip: index * half, total: lines.count, records: part.joined(separator: ","),
        meta: #"{"model_type":"mixed","references":[{"a":"}"}]}"#)
    }
    return [
      ("lines", lines.joined(separator: "\n") + "\n"),
      ("lines, no last line feed", lines.joined(separator: "\n")),
      ("lines with blanks", bom + "\r\n \n" + lines.joined(separator: "\r\n\r\n\t ") + " \r\n\n"),
      ("array", "[\(list)]"),
      ("array with blanks", bom + " \r\n[ \(loose) ] \n"),
      ("page", page(skip: 0, total: lines.count, records: list)),
      ("page with blanks", bom + "\n" + page(skip: 0, total: lines.count, records: loose) + "\r\n"),
      ("pages", pages.joined(separator: "\n")),
      ("pages without blanks between", pages.joined()),
      ("pages, keys in another order", pages.map(turned).joined(separator: "\n\n")),
      (
        "lines and pages",
        lines[0] + "\n" + page(skip: 0, total: 9, records: lines[1...].joined(separator: ","))
      ),
      (
        "pages and lines",
        page(skip: 0, total: 9, records: lines[..<9].joined(separator: ",")) + "\n" + lines[9]
      ),
      ("indented page", indentedPage),
      ("objects without line ends", lines.joined()),
      ("objects with blanks between", bom + lines.joined(separator: " \t")),
      ("indented objects", lines.map(indented).joined(separator: "\n") + "\n"),
      ("indented objects without line ends", lines.map(indented).joined()),
      ("indented objects with CRLF", indentedWithCRLF),
      (
        "lines, then indented objects",
        lines[..<4].joined(separator: "\n") + "\n"
          + lines[4...].map(indented).joined(separator: "\n")
      ),
      (
        "indented objects, then lines",
        lines[..<4].map(indented).joined(separator: "\n") + "\n"
          + lines[4...].joined(separator: "\n") + "\n"
      ),
      (
        "lines, then objects without line ends, an array and lines",
        lines[..<3].joined(separator: "\n") + "\n" + lines[3..<5].joined() + "\n"
          + "[\n\(lines[5..<7].joined(separator: ",\n"))\n]\n\n"
          + lines[7...].joined(separator: "\n")
      ),
      (
        "arrays and objects without line ends",
        "[\(lines[..<3].joined(separator: ","))][\(lines[3])]" + lines[4...].joined()
      ),
      ("a byte order mark in every line", lines.map { bom + $0 }.joined(separator: "\n")),
      ("two byte order marks", bom + bom + lines.joined(separator: "\n" + bom + bom)),
      ("files put together without line ends", lines.map { bom + $0 }.joined()),
      (
        "lines, then a page with a line for each record",
        lines[0] + "\n{\"pagination\":{\"skip\":0,\"total\":9},\"resources\":[\n"
          + lines[1...].joined(separator: ",\n") + "\n]}\n"
      ),
      ("array of pages", "[\(pages.joined(separator: ","))]"),
    ]
  }()

  static func page(
    skip: Int, total: Int, records: String, meta: String = #"{"references":[{"a":"}"}]}"#
  ) -> String {
    #"{"meta":\#(meta),"pagination":{"skip":\#(skip),"limit":2000,"total":\#(total)},"resources":[\#(records)]}"#
  }

  /// As `jq` writes it.
  private static func indented(_ record: String) -> String {
    do {
      let object = try JSONSerialization.jsonObject(with: Data(record.utf8))
      let options: JSONSerialization.WritingOptions = [.prettyPrinted, .withoutEscapingSlashes]
      let data = try JSONSerialization.data(withJSONObject: object, options: options)
      return String(decoding: data, as: UTF8.self)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private static var indentedWithCRLF: String {
    lines.map { indented($0).replacing("\n", with: "\r\n") }.joined(separator: "\r\n")
  }

  private static func turned(_ page: String) -> String {
    let start = page.range(of: #","pagination""#)!
    let resources = page.range(of: #","resources""#)!
    let meta = page[page.index(after: page.startIndex)..<start.lowerBound]
    let pagination = page[page.index(after: start.lowerBound)..<resources.lowerBound]
    let records = page[page.index(after: resources.lowerBound)..<page.index(before: page.endIndex)]
    return "{\(records),\(pagination), \(meta)}"
  }

  private static let indentedPage: String = {
    let records = lines.map { "    " + $0.replacing(#","data""#, with: ",\n      \"data\"") }
    return """
      {
        "pag\\u0069nation" : {
          "skip" : "0",
          "limit" : 2000,
          "total" : "\(lines.count)"
        },
        "resources" : [
      \(records.joined(separator: ",\n"))
        ],
        "meta": { "model_type": null, "x": [ ] }
      }

      """
  }()
}
