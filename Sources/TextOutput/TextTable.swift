/// A table for people: one face for everything that is shown in a terminal.
///
/// Numbers stand to the right, in columns of one width. Where the terminal is too narrow, texts are
/// cut or wrapped and numbers never are; without a terminal nothing is.
package struct TextTable {
  /// How a column is set.
  package enum Column: Equatable {
    /// Text that is cut in the middle where it must be, as both ends of a name tell something.
    case label
    /// Text that goes on in further lines.
    case prose
    /// To the right, and always whole.
    case number
  }

  /// A cell: its text, and what it is.
  package struct Cell: ExpressibleByStringLiteral {
    var text: String
    var role: TextStyle.Role?

    package init(_ text: String, as role: TextStyle.Role? = nil) {
      self.text = text
      self.role = role
    }

    package init(stringLiteral text: String) { self.init(text) }
  }

  private enum Line {
    case text(Cell)
    case cells([Cell])
  }

  /// Texts are never narrower.
  private static let textWidthMin = 10
  private static let gap = "  "

  private let columns: [Column]
  private var lines: [Line] = []

  package init(_ columns: [Column]) { self.columns = columns }

  /// Adds a line that has no columns.
  package mutating func append(_ text: String, as role: TextStyle.Role? = nil) {
    lines.append(.text(Cell(text, as: role)))
  }

  /// Adds a row. Foreign texts must have been made printable: a column of the terminal for each
  /// character.
  package mutating func append(row cells: [Cell]) {
    precondition(cells.count == columns.count, "a cell for each column")
    lines.append(.cells(cells))
  }

  /// Adds the row of titles.
  package mutating func append(titles: [String]) {
    append(row: titles.map { Cell($0, as: .heading) })
  }

  /// The table, every line with its LF and without blanks at its end.
  package func text(_ style: TextStyle) -> String {
    let widths = widths(in: style.lineWidth)
    return lines.map { line in
      switch line {
      case .text(let cell): style.shown(cell.text, as: cell.role) + "\n"
      case .cells(let cells): text(of: cells, widths, style)
      }
    }.joined()
  }

  private func text(of cells: [Cell], _ widths: [Int], _ style: TextStyle) -> String {
    let pieces = columns.indices.map { index in
      switch columns[index] {
      case .label: [Self.cut(cells[index].text, widths[index])]
      case .prose: Self.wrapped(cells[index].text, widths[index])
      case .number: [cells[index].text]
      }
    }
    var text = ""
    for row in 0..<(pieces.map(\.count).max() ?? 0) {
      // Blanks are written only when something follows them.
      var pending = ""
      for (index, width) in widths.enumerated() {
        let piece = row < pieces[index].count ? pieces[index][row] : ""
        let blanks = String(repeating: " ", count: width - piece.count)
        if columns[index] == .number { pending += blanks }
        if !piece.isEmpty {
          text += pending + style.shown(piece, as: cells[index].role)
          pending = ""
        }
        if columns[index] != .number { pending += blanks }
        pending += Self.gap
      }
      text += "\n"
    }
    return text
  }

  /// The width that each column needs; where that is too much, the widest texts give way.
  private func widths(in lineWidth: Int?) -> [Int] {
    var widths = [Int](repeating: 0, count: columns.count)
    for case .cells(let cells) in lines {
      for (index, cell) in cells.enumerated() {
        widths[index] = max(widths[index], cell.text.count)
      }
    }
    let numbers = columns.indices.filter { columns[$0] == .number }
    let numberWidth = numbers.map { widths[$0] }.max() ?? 0
    for index in numbers { widths[index] = numberWidth }
    guard let lineWidth else { return widths }
    let texts = columns.indices.filter { columns[$0] != .number }
    var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - lineWidth
    while excess > 0, let widest = texts.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > Self.textWidthMin
    {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  /// Cut in the middle.
  static func cut(_ text: String, _ width: Int) -> String {
    guard text.count > width else { return text }
    let kept = width - 2
    return "\(text.prefix(kept - kept / 2))..\(text.suffix(kept / 2))"
  }

  /// In lines of this width, broken at blanks where there are any.
  static func wrapped(_ text: String, _ width: Int) -> [String] {
    guard text.count > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = Substring(word)
      if !line.isEmpty, line.count + 1 + rest.count <= width {
        line += " " + rest
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.count > width {
        lines.append(String(rest.prefix(width)))
        rest = rest.dropFirst(width)
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
