internal import Glibc

/// JSON Lines: one record a line. Reads the lines that begin in a range of the content.
struct LineReader {
  let window: ByteWindow
  let handler: any RecordHandler

  /// Blanks around a record may make its line longer than a record may be.
  private static let blankByteCountMax = 4096

  private var lineByteCountMax: Int {
    handler.limits.recordByteCountMax + Self.blankByteCountMax
  }

  private struct Line {
    var range: Range<Int>
    /// It was too long to be held; it has been dealt with.
    var isRefused = false
  }

  /// Reads the lines that begin at `start` and before `stop`; the window stands at `start`.
  ///
  /// As many as are in memory are taken at once. Where one of them is not as it should be, these are
  /// taken one by one, up to `single`: that finds out which, and why.
  func read(from start: Int, before stop: Int) throws(ReadFailure) {
    var lineStart = start
    var single = start
    while lineStart < stop {
      if lineStart >= single, let end = try endOfLines(from: lineStart, before: stop) {
        if try handler.takeLines(window.bytes(lineStart..<end), at: lineStart) {
          lineStart = end
          continue
        }
        single = end
      }
      guard let line = try nextLine(from: lineStart) else { return }
      if !line.isRefused { try take(line.range) }
      lineStart = line.range.upperBound + 1
    }
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

  /// The position behind the last line feed that ends a line begun before `stop`.
  private func lastLineEnd(in range: Range<Int>, before stop: Int) -> Int? {
    if stop < range.upperBound, let found = lineFeed(from: max(range.lowerBound, stop - 1)) {
      return found + 1
    }
    let bytes = window.bytes(range.clamped(to: range.lowerBound..<max(range.lowerBound, stop)))
    return bytes.lastIndex(of: 0x0A).map { range.lowerBound + $0 + 1 }
  }

  /// The first line that begins in a range; nil if none does. The window stands one byte before
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
      if scanned - start > lineByteCountMax { return try passTooLong(start) }
      if try !window.fill(keepingFrom: start) {
        return scanned > start ? Line(range: start..<scanned) : nil
      }
    }
  }

  private func lineFeed(from position: Int) -> Int? {
    guard position < window.end else { return nil }
    let rest = window.bytes(position..<window.end)
    guard let found = memchr(rest.baseAddress!, 0x0A, rest.count) else { return nil }
    return position + (UnsafeRawPointer(found) - rest.baseAddress!)
  }

  /// Refuses a line that does not fit, and goes to the end of it.
  private func passTooLong(_ start: Int) throws(ReadFailure) -> Line {
    try refuseTooLong(start)
    var scanned = window.end
    while true {
      if try !window.fill(keepingFrom: scanned) {
        return Line(range: start..<scanned, isRefused: true)
      }
      if let found = lineFeed(from: scanned) {
        return Line(range: start..<found, isRefused: true)
      }
      scanned = window.end
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
    let text = window.bytes(range)
    let start = range.lowerBound
    if text.count > handler.limits.recordByteCountMax { return try refuseTooLong(start) }
    if text[0] == UInt8(ascii: "{") { return try handler.take(text, at: start) }
    try handler.refuse(
      range, fault: start,
      reason: "not a record: a line of JSON Lines begins with '{', found "
        + "\(JSONScanner.name(of: text[0])); if the file is no dump, remove it")
  }

  /// Without blanks at the ends and, in the first line, a BOM.
  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    let bytes = window.bytes(line)
    var start = 0
    var end = bytes.count
    if line.lowerBound == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
    while start < end, JSONScanner.isBlank(bytes[start]) { start += 1 }
    while end > start, JSONScanner.isBlank(bytes[end - 1]) { end -= 1 }
    return line.lowerBound + start..<line.lowerBound + end
  }
}
