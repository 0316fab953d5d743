/// Lines and columns of the records of a dump that is packed portion by portion, as they were
/// counted while records were read.
struct PortionLines {
  private var stretches: [StretchLines] = []
  private var numbers = LineNumbers([])
  /// Lines that are counted of a file although they are not in the range of it that is read.
  private let before: Int

  /// - Parameter beginsAfterLineEnd: true if a line end stands right before the range that is read:
  ///   reading a range begins one byte before it.
  init(beginsAfterLineEnd: Bool = false) { before = beginsAfterLineEnd ? 1 : 0 }

  /// Adds what a portion was counted to have; portions come in reading order.
  mutating func add(_ results: [WorkerResult]) {
    stretches += results.flatMap(\.lines)
    numbers = LineNumbers(stretches)
  }

  /// Where a record of a portion that was added stands.
  func position(_ place: RecordPlace) -> PackPosition {
    PackPosition(
      file: place.position.file, byte: place.position.byte,
      line: numbers.line(of: place.line, inFile: place.position.file) - before,
      column: place.line.column)
  }

  /// Line ends of the range of the only file, but for one that its last byte is.
  var lineEndCount: Int { stretches.reduce(0) { $0 + $1.count } - before }
}
