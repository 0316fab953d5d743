internal import Glibc

/// JSON Lines: one record a line. Reads the lines that begin in a range of the content.
///
/// A line that is not one record may be the beginning of a value that spans lines, or hold several
/// values. Only where such a value begins can be found out, not whether a line is inside of one: a
/// content that was cut, or is read by several threads, is then read again as a whole.
struct LineReader {
  /// The treatment of values that share lines or span them.
  enum Mode {
    /// Throw `spanning`; more of the content than the range is there to be looked at.
    case strict
    /// Throw `spanning`, also where the content ends inside a value: it goes on in another piece.
    case piece
    /// Read them. The range is the whole content.
    case spanning
  }

  let window: ByteWindow
  let handler: any RecordHandler
  let mode: Mode

  /// Blanks around a record may make its line longer than a record may be.
  private static let blankByteCountMax = 4096

  private var lineByteCountMax: Int {
    handler.limits.recordByteCountMax + Self.blankByteCountMax
  }

  private struct Line {
    var range: Range<Int>
    /// Its end was not found within what a line may have.
    var isTooLong = false
  }

  /// Reads the lines that begin at `start` and before `stop`; the window is at `start`.
  ///
  /// As many as are in memory are taken at once. Where one of them is not as it should be, these are
  /// taken one by one, up to `single`: that finds out which, and why.
  ///
  /// - Returns: where the first line begins that was not read.
  @discardableResult
  func read(from start: Int, before stop: Int) throws(ReadFailure) -> Int {
    var lineStart = start
    var single = start
    while lineStart < stop {
      if lineStart >= single, let end = try endOfLines(from: lineStart, before: stop) {
        if try takeLines(lineStart..<end) {
          lineStart = end
          continue
        }
        single = end
      }
      guard let line = try nextLine(from: lineStart) else { break }
      if let value = try spanningValue(in: line) {
        guard mode == .spanning else { throw .spanning }
        lineStart = try readValues(from: value)
        single = max(single, lineStart)
        continue
      }
      if line.isTooLong {
        lineStart = try passTooLong(line.range) + 1
        continue
      }
      try take(line.range)
      lineStart = line.range.upperBound + 1
    }
    return lineStart
  }

  private func takeLines(_ range: Range<Int>) throws(ReadFailure) -> Bool {
    var place = window.place(at: range.lowerBound)
    guard try unsafe handler.takeLines(window.bytes(range), at: &place) else { return false }
    window.skipLines(to: place)
    return true
  }

  /// Where the lines end that begin here, before `stop`, and are in memory as a whole; nil if the
  /// first is not, and is the last or too long.
  private func endOfLines(from start: Int, before stop: Int) throws(ReadFailure) -> Int? {
    var scanned = start
    while scanned - start <= lineByteCountMax {
      if scanned < window.end, let end = lastLineEnd(in: scanned..<window.end, before: stop) {
        return end
      }
      scanned = max(scanned, window.end)
      if try !window.fill(keepingFrom: start) { return nil }
    }
    return nil
  }

  /// The position after the last line feed that ends a line begun before `stop`.
  private func lastLineEnd(in range: Range<Int>, before stop: Int) -> Int? {
    if stop < range.upperBound, let found = lineFeed(from: max(range.lowerBound, stop - 1)) {
      return found + 1
    }
    let bytes = unsafe window.bytes(
      range.clamped(to: range.lowerBound..<max(range.lowerBound, stop)))
    return unsafe bytes.lastIndex(of: 0x0A).map { range.lowerBound + $0 + 1 }
  }

  /// The first line that begins in a range; nil if none does. The window is one byte before
  /// the range.
  func firstLine(in range: Range<Int>) throws(ReadFailure) -> Int? {
    var scanned = range.lowerBound - 1
    while scanned < range.upperBound {
      if let found = lineFeed(from: scanned) { return found + 1 }
      scanned = window.end
      if try !window.fill(keepingFrom: scanned) { return nil }
    }
    return nil
  }

  /// The line up to its line feed or to the end of the content; nil if it has no byte there.
  private func nextLine(from start: Int) throws(ReadFailure) -> Line? {
    var scanned = start
    while true {
      if let found = lineFeed(from: scanned) { return Line(range: start..<found) }
      scanned = max(scanned, window.end)
      if scanned - start > lineByteCountMax {
        return Line(range: start..<scanned, isTooLong: true)
      }
      if try !window.fill(keepingFrom: start) {
        return scanned > start ? Line(range: start..<scanned) : nil
      }
    }
  }

  private func lineFeed(from position: Int) -> Int? {
    guard position < window.end else { return nil }
    let rest = unsafe window.bytes(position..<window.end)
    guard let found = unsafe memchr(rest.baseAddress!, 0x0A, rest.count) else { return nil }
    return unsafe position + (UnsafeRawPointer(found) - rest.baseAddress!)
  }

  /// Refuses a line that does not fit, and goes to the end of it.
  private func passTooLong(_ beginning: Range<Int>) throws(ReadFailure) -> Int {
    try refuseTooLong(beginning.lowerBound)
    return try endOfLine(from: beginning.upperBound)
  }

  /// Where the line ends; what comes before is forgotten.
  private func endOfLine(from position: Int) throws(ReadFailure) -> Int {
    var scanned = position
    while true {
      if let found = lineFeed(from: scanned) { return found }
      scanned = max(scanned, window.end)
      if try !window.fill(keepingFrom: scanned) { return scanned }
    }
  }

  private func refuseTooLong(_ start: Int) throws(ReadFailure) {
    try handler.refuse(
      start..<start + handler.limits.recordByteCountMax, fault: start,
      reason: handler.limits.tooLong)
  }

  private func take(_ line: Range<Int>) throws(ReadFailure) {
    if line.count > lineByteCountMax { return try refuseTooLong(line.lowerBound) }
    let range = trimmed(line)
    if range.isEmpty { return }
    let text = unsafe window.bytes(range)
    let start = range.lowerBound
    if text.count > handler.limits.recordByteCountMax { return try refuseTooLong(start) }
    if unsafe text[0] == UInt8(ascii: "{") {
      return try unsafe handler.take(text, at: window.place(at: start))
    }
    if let answer = unsafe ErrorAnswer(text) {
      return try handler.refuse(range, fault: start, reason: "not a record: \(answer)")
    }
    try handler.refuse(
      range, fault: start,
      reason: unsafe "not a record: a line of JSON Lines begins with '{', found "
        + "\(JSONScanner.name(of: text[0])); if the file is not a dump file, leave it out")
  }

  /// Without blanks at the ends and BOMs at the beginning.
  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    let bytes = unsafe window.bytes(line)
    var start = 0
    var end = bytes.count
    while unsafe bytes.dropFirst(start).starts(with: Self.byteOrderMark) {
      start += Self.byteOrderMark.count
    }
    while start < end, unsafe JSONScanner.isBlank(bytes[start]) { start += 1 }
    while end > start, unsafe JSONScanner.isBlank(bytes[end - 1]) { end -= 1 }
    return line.lowerBound + start..<line.lowerBound + end
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

// MARK: Values that share lines or span them

extension LineReader {
  private static func beginsValue(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  /// Where the first value of a line begins, if it spans lines or shares one with other values; nil
  /// for any other line, which is then one record, or malformed as a whole.
  private func spanningValue(in line: Line) throws(ReadFailure) -> Int? {
    let start = trimmed(line.range).lowerBound
    guard start < line.range.upperBound, unsafe Self.beginsValue(window.bytes(start..<start + 1)[0])
    else { return nil }
    let isArray = unsafe window.bytes(start..<start + 1)[0] == UInt8(ascii: "[")
    let span = ValueSpan(window: window, keep: line.range.lowerBound)
    guard
      let end = try span.end(
        from: start, byteCountMax: handler.limits.recordByteCountMax,
        isCutOffAtEnd: mode == .piece)
    else { return nil }
    if !line.isTooLong, end > line.range.upperBound { return start }
    guard let next = try span.nextInLine(from: end) else { return isArray ? start : nil }
    return Self.beginsValue(next) ? start : nil
  }

  /// Reads values, one after the other, up to a line that begins between two of them.
  ///
  /// - Returns: where that line begins.
  private func readValues(from start: Int) throws(ReadFailure) -> Int {
    var position = start
    while true {
      let span = ValueSpan(window: window, keep: position)
      position = try span.skipBlanksInLine(from: position)
      let byte = try span.byte(at: position)
      if byte == nil || byte == 0x0A { return position + 1 }
      guard Self.beginsValue(byte),
        let end = try span.end(
          from: position, byteCountMax: handler.limits.recordByteCountMax, isCutOffAtEnd: false)
      else { return try refuseLine(from: position) + 1 }
      try takeValue(position..<end)
      position = end
    }
  }

  private func takeValue(_ range: Range<Int>) throws(ReadFailure) {
    let text = unsafe window.bytes(range)
    let place = window.place(at: range.lowerBound)
    if unsafe text[0] == UInt8(ascii: "{") { return try unsafe handler.take(text, at: place) }
    let elements = unsafe ByteWindow(
      over: [UInt8](text), at: place, countsLines: window.countsLines)
    let scanner = JSONScanner(
      window: elements, at: range.lowerBound,
      valueByteCountMax: handler.limits.recordByteCountMax)
    do throws(ReadFailure) {
      try ElementReader(scanner: scanner, handler: handler).read()
    } catch .malformed(let byte, let reason) where handler.isRejecting {
      try handler.refuse(range, fault: byte, reason: reason)
    }
  }

  /// Refuses the rest of a line, which is not a value.
  ///
  /// - Returns: where the line ends.
  private func refuseLine(from start: Int) throws(ReadFailure) -> Int {
    guard let line = try nextLine(from: start) else { return start }
    if line.isTooLong { return try passTooLong(line.range) }
    try take(line.range)
    return line.range.upperBound
  }
}
