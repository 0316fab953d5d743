import TestSupport

/// The document of the format, taken apart so that it can be compared with the program.
struct FormatDocument {
  private let lines: [Substring]

  init() throws {
    let bytes = try Repository.bytes("Sources/ColumnFile/ColumnFile.docc/FileFormat.md")
    lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The prose with every line break as a blank.
  var text: String { lines.joined(separator: " ") }

  /// The rows of the tables whose heads begin with these cells, those of each table together.
  func tables(_ head: String...) -> [[[String]]] {
    lines.indices.filter { cells(lines[$0])?.starts(with: head) ?? false }.map { index in
      Array(lines[(index + 2)...].lazy.map(cells).prefix { $0 != nil }.compactMap(\.self))
    }
  }

  private func cells(_ line: Substring) -> [String]? {
    guard line.hasPrefix("| ") else { return nil }
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
    return cells.dropFirst().dropLast().map { cell in
      var text = cell[...]
      while text.first == " " { text.removeFirst() }
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }

  /// The bytes of the example; lines begin with the offset of their first byte, and those that do
  /// not are titles. Nil where an offset is not that of the byte.
  func exampleBytes() -> [UInt8]? {
    var bytes: [UInt8] = []
    for line in lines {
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      guard words.count > 2, words[0].utf8.count == 4, words[1].isEmpty,
        let offset = Int(words[0], radix: 16)
      else { continue }
      guard offset == bytes.count else { return nil }
      // At most eight; two blanks end them.
      for word in words.dropFirst(2).prefix(while: { !$0.isEmpty }) {
        guard word.utf8.count == 2, let byte = UInt8(word, radix: 16) else { return nil }
        bytes.append(byte)
      }
    }
    return bytes
  }
}
