/// The meaning of the columns of a table.
struct ColumnMapping: Sendable {
  /// The form of the table, such as `bat-phones`.
  var form: String
  /// The columns that are wanted, with their fields.
  var wanted: [(index: Int, field: Field)]
  /// True if a list that PowerShell could not write makes the file useless.
  var refusesObjects = false
  /// Columns whose title is the name of a licence.
  var licences: [(index: Int, title: String)] = []

  /// Text without blanks at its ends.
  static func trimmed(_ text: String) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last, isBlank(first) || isBlank(last) else {
      return text
    }
    guard let start = bytes.firstIndex(where: { !isBlank($0) }),
      let end = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[start...end])
  }
}
