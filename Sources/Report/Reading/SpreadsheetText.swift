internal import Documents
internal import TextOutput

/// Reports that a spreadsheet saved again: with a byte order mark, in UTF-16, `;` or TAB between
/// fields, metadata lines that are quoted or padded with empty fields, empty rows.
package enum SpreadsheetText {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let comma = UInt8(ascii: ",")
  private static let separators = [comma, UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The report as it was before, as far as its text says.
  ///
  /// - Returns: nil for a text that no spreadsheet changed, and for one that is not a report.
  package static func restored(_ bytes: [UInt8]) -> [UInt8]? {
    if let text = utf16(bytes) { return restored(byteOrderMark + text.utf8) }
    let hasMark = bytes.starts(with: byteOrderMark)
    let text = bytes[(hasMark ? byteOrderMark.count : 0)...]
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    guard let header = lines.firstIndex(where: { !isMetadata($0) && !isEmpty($0) }) else {
      return nil
    }
    let counts = separators.map { (separator: $0, count: count(of: $0, in: lines[header])) }
    guard let most = counts.max(by: { $0.count < $1.count }), most.count > 0 else { return nil }
    let separator = most.separator
    guard
      hasMark || separator != comma || isChanged(lines[..<header])
        || lines[header...].contains(where: { !$0.isEmpty && isEmpty($0) })
    else { return nil }
    // Text in another encoding is refused where it is read, not guessed here.
    guard String(validating: text, as: UTF8.self) != nil else { return nil }
    return rows(text, separator).flatMap(report)
  }

  /// The text of UTF-16 with a byte order mark, which spreadsheets call Unicode text; nil for
  /// anything else, and for what is not valid.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count.isMultiple(of: 2) else {
      return nil
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isLittle ? second << 8 | first : first << 8 | second
    }
    return String(validating: units, as: UTF16.self)
  }

  private static func isMetadata(_ line: ArraySlice<UInt8>) -> Bool {
    line.starts(with: "#".utf8) || line.starts(with: "\"#".utf8)
  }

  /// True for a line that has only separators.
  private static func isEmpty(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy(separators.contains)
  }

  /// True where metadata has empty lines, or every line of it is quoted or padded: a value may end
  /// in a comma of its own.
  private static func isChanged(_ metadata: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    guard !metadata.contains(where: isEmpty) else { return true }
    return !metadata.isEmpty
      && metadata.allSatisfy { $0.first == UInt8(ascii: "\"") || $0.last == comma }
  }

  private static func count(of separator: UInt8, in line: ArraySlice<UInt8>) -> Int {
    var (count, isQuoted) = (0, false)
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == separator, !isQuoted { count += 1 }
    }
    return count
  }

  /// The text of a report with these rows. A value of the metadata that has commas was cut at them.
  private static func report(_ rows: [[String]]) -> [UInt8]? {
    guard let header = rows.firstIndex(where: { !$0[0].hasPrefix("#") }) else { return nil }
    let metadata = rows[..<header].map { trimmed($0).joined(separator: ",") + "\n" }
    let width = trimmed(rows[header]).count
    var output = CSVText(beginningWith: metadata.joined())
    for row in rows[header...] {
      let isPadded = row.count > width && row[width...].allSatisfy(\.isEmpty)
      output.append(row: isPadded ? Array(row[..<width]) : row)
    }
    return output.bytes
  }

  /// Without empty fields at the end.
  private static func trimmed(_ row: [String]) -> ArraySlice<String> {
    row[..<(row.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0)]
  }

  /// The rows that are not empty; nil where a quote is left open.
  private static func rows(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var (isQuoted, wasQuoted) = (false, false)
    func endRow() {
      if !wasQuoted, field.last == UInt8(ascii: "\r") { field.removeLast() }
      row.append(String(decoding: field, as: UTF8.self))
      if row.contains(where: { !$0.isEmpty }) { rows.append(row) }
      (row, field, wasQuoted) = ([], [], false)
    }
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && text[index...].first == byte:
        field.append(byte)
        index += 1
      case UInt8(ascii: "\"") where isQuoted: isQuoted = false
      case _ where isQuoted: field.append(byte)
      case UInt8(ascii: "\"") where field.isEmpty && !wasQuoted:
        (isQuoted, wasQuoted) = (true, true)
      case separator:
        row.append(String(decoding: field, as: UTF8.self))
        (field, wasQuoted) = ([], false)
      case UInt8(ascii: "\n"): endRow()
      case UInt8(ascii: "\r") where wasQuoted: break
      default: field.append(byte)
      }
    }
    guard !isQuoted else { return nil }
    endRow()
    return rows
  }
}
