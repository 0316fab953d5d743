/// Rows of a query, and how `run sql` prints them.
struct SQLTable {
  var columns: [String]
  var rows: [[String]]

  /// The lines of a session: titles, a rule, the rows, each column as wide as its longest value in
  /// characters, with `NULL` for what is empty.
  func lines(_ random: inout SplitMix64) -> [String] {
    let cells = rows.map { $0.map { $0.utf8.isEmpty ? "NULL" : $0 } }
    let widths = columns.indices.map { column in
      ([columns] + cells).map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    let keepsBlanks = random.chance(50)
    let rule = widths.map { String(repeating: "=", count: $0) }
    return ([columns, rule] + cells).map { cells in
      var line = zip(cells, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.unicodeScalars.count)
      }.joined(separator: " ")
      while !keepsBlanks, line.utf8.last == 0x20 { line.removeLast() }
      return line
    }
  }
}
