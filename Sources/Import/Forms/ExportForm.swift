/// The form of a file, told by its first bytes.
enum ExportForm: Equatable {
  case xml, json, csv, sqlText
  /// None of the forms, and what it seems to be.
  case unknown(String)

  /// How many bytes decide.
  static let headByteCount = 64 << 10

  /// - Parameter head: the first bytes of the file, in UTF-8 without a BOM.
  init(_ head: [UInt8]) {
    let start = head.firstIndex { $0 != 0x20 && !(0x09...0x0D).contains($0) } ?? head.endIndex
    let text = head[start...]
    guard let first = text.first else {
      self = .unknown("an empty file")
      return
    }
    switch first {
    case UInt8(ascii: "<"): self = Self.isHTML(text) ? .unknown("an HTML page") : .xml
    case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
    default: self = Self.form(ofText: text)
    }
  }

  private static func form(ofText text: ArraySlice<UInt8>) -> ExportForm {
    let packings: [([UInt8], String)] = [
      ([0x1F, 0x8B], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
      ([0x50, 0x4B, 0x03, 0x04], "ZIP"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x42, 0x5A, 0x68], "bzip2"),
    ]
    if let packing = packings.first(where: { text.starts(with: $0.0) }) {
      return .unknown("\(packing.1) data; unpack it first")
    }
    if text.dropFirst(257).starts(with: "ustar".utf8) {
      return .unknown("a tar archive; unpack it first")
    }
    if text.contains(0) { return .unknown("binary data, or UTF-16 without a BOM") }
    let lines = text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    let isSession = lines.contains { line in
      line.starts(with: "admin:".utf8) || line.starts(with: "run sql ".utf8)
        || line.allSatisfy { $0 == UInt8(ascii: "=") || $0 == 0x20 }
          && line.contains(UInt8(ascii: "="))
    }
    if isSession { return .sqlText }
    let hasSeparator = lines.first?.contains { CSVForm.separators.contains($0) } ?? false
    let isShort = (lines.first?.count ?? 0) < 200
    return hasSeparator || lines.count > 1 && isShort ? .csv : .unknown("plain text")
  }

  /// True if a page for browsers begins so, also one after a comment.
  private static func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
    let head = String(decoding: text.prefix(4096), as: UTF8.self).lowercased()
    return head.contains("<html") || head.hasPrefix("<!doctype html")
  }

  var name: String {
    switch self {
    case .xml: "XML"
    case .json: "JSON"
    case .csv: "CSV"
    case .sqlText: "run sql"
    case .unknown(let what): what
    }
  }
}
