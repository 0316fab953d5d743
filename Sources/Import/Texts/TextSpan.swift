/// Some consecutive texts of a list.
struct TextSpan: Sendable {
  private var start: UInt32 = 0
  private var count: UInt32 = 0

  /// No texts.
  init() {}

  /// The texts of a list from an index to its end.
  init(from start: Int, of list: [TextID]) {
    self.start = UInt32(start)
    count = UInt32(list.count - start)
  }

  var isEmpty: Bool { count == 0 }

  /// The indexes of the texts.
  var range: Range<Int> { Int(start)..<(Int(start) + Int(count)) }

  /// The same texts where other texts come before the list.
  func moved(by offset: Int) -> TextSpan {
    var span = self
    span.start += UInt32(offset)
    return span
  }
}
