/// A way to write CSV: separator, quotes, line ends, encoding.
struct CSVDialect {
  enum Encoding: CaseIterable {
    case utf8, utf8WithMark, utf16LittleEndian, utf16BigEndian
  }

  var separator = ","
  var lineEnd = "\n"
  var quotesAll = false
  var encoding = Encoding.utf8
  /// Lines before the titles: `sep=;`, `#TYPE …`.
  var preamble: [String] = []

  /// The dialect that every reader takes.
  static let plain = CSVDialect()

  /// Any dialect that is read without an option.
  static func any(_ random: inout SplitMix64) -> CSVDialect {
    var dialect = CSVDialect()
    dialect.separator = random.pick([",", ",", ";", "\t"])
    dialect.lineEnd = random.pick(["\n", "\r\n"])
    dialect.quotesAll = random.chance(30)
    dialect.encoding = random.chance(60) ? .utf8 : random.pick(Encoding.allCases)
    if random.chance(15) { dialect.preamble.append("sep=\(dialect.separator)") }
    return dialect
  }

  /// The bytes of a table.
  func text(_ titles: [String], _ rows: [[String]]) -> Bytes {
    let lines =
      preamble
      + ([titles] + rows).map { row in
        row.map { cell($0) }.joined(separator: separator)
      }
    return encoded(lines.joined(separator: lineEnd) + lineEnd)
  }

  private func cell(_ value: String) -> String {
    let special = value.unicodeScalars.contains { ",;\t\"\r\n".unicodeScalars.contains($0) }
    if !quotesAll, !special { return value }
    return "\""
      + value.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private func encoded(_ text: String) -> Bytes {
    switch encoding {
    case .utf8: return bytes(text)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + bytes(text)
    case .utf16LittleEndian:
      return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    case .utf16BigEndian:
      return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
  }
}
