/// The place of a record, in bytes and in lines.
struct RecordPlace {
  var position: RecordPosition
  var line: LinePlace

  /// A place.
  init(position: RecordPosition, line: LinePlace) {
    self.position = position
    self.line = line
  }

  /// The place of a record whose line in the file, from 1, is known.
  init(_ position: RecordPosition, line: Int, column: Int) {
    self.position = position
    self.line = LinePlace(line: line - 1, column: column)
  }

  /// The place of a record in a stretch of a file.
  init(file: Int, stretch: Int, _ text: TextPlace) {
    position = RecordPosition(file: file, byte: text.byte)
    line = LinePlace(stretch: stretch, line: text.line, column: text.column)
  }
}
