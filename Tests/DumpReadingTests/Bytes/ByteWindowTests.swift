import Testing

@testable import DumpReading

/// A window shows the bytes of its content at their positions, and counts lines on the way.
@Suite struct ByteWindowTests {
  private static let content = Array("ab\ncd\n\nefg".utf8)

  private func window(_ readByteCount: Int, start: Int = 0) -> ByteWindow {
    ByteWindow(
      source: PrefixedSource(prefix: Self.content, rest: nil), start: start,
      readByteCount: readByteCount)
  }

  @Test(arguments: [1, 2, 3, 64])
  func allBytesAreAtTheirPositions(readByteCount: Int) throws {
    let window = window(readByteCount)
    while try window.fill(keepingFrom: 0) {}
    #expect(window.base == 0)
    #expect(window.end == 10)
    #expect(window.copy(0..<10) == Self.content)
    #expect(window.copy(3..<5) == Array("cd".utf8))
    #expect(try !window.fill(keepingFrom: 10))
  }

  @Test(arguments: [1, 3, 64])
  func whatIsKeptStaysWhereItWas(readByteCount: Int) throws {
    let window = window(readByteCount)
    while window.end < 4 { #expect(try window.fill(keepingFrom: 0)) }
    while try window.fill(keepingFrom: 4) {}
    #expect(window.base <= 4)
    #expect(window.copy(4..<10) == Array("d\n\nefg".utf8))
  }

  @Test func positionsBeginWhereTheSourceStands() throws {
    let window = window(4, start: 100)
    #expect(try window.fill(keepingFrom: 100))
    #expect(window.copy(100..<104) == Array("ab\nc".utf8))
  }

  /// Of the bytes 0, 3, 6, 7 and 9, and of the end: line and column by hand.
  @Test(arguments: [1, 4, 64])
  func linesAreCounted(readByteCount: Int) throws {
    let window = window(readByteCount)
    window.countLines()
    var found: [[Int]] = []
    for position in [0, 3, 6, 7, 9, 10] {
      while window.end < position { #expect(try window.fill(keepingFrom: position)) }
      let place = window.place(at: position)
      found.append([place.byte, place.line, place.column])
    }
    #expect(found == [[0, 0, 0], [3, 1, 0], [6, 2, 0], [7, 3, 0], [9, 3, 2], [10, 3, 3]])
  }

  @Test func bytesInMemoryAreAWindow() {
    let window = ByteWindow(over: Self.content, countsLines: true)
    #expect(window.countsLines)
    #expect(!ByteWindow(over: Self.content).countsLines)
  }
}
