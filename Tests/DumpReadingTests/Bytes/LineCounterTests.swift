import Testing

@testable import DumpReading

/// Lines of some bytes, found by reading again.
@Suite struct LineCounterTests {
  private func places(_ bytes: [Int], _ text: String) throws -> [[Int]] {
    let source = PrefixedSource(prefix: Array(text.utf8), rest: nil)
    return try LineCounter.places(of: bytes, in: source).map { [$0.line, $0.column] }
  }

  @Test func linesBeginWithOneAndColumnsWithZero() throws {
    #expect(
      try places([0, 2, 3, 6, 7, 9], "ab\ncd\n\nefg")
        == [[1, 0], [1, 2], [2, 0], [3, 0], [4, 0], [4, 2]])
    #expect(try places([], "a\n").isEmpty)
  }

  @Test func bytesBeyondTheEndAreOfTheLastLine() throws {
    #expect(try places([1, 5], "a\nb") == [[1, 1], [2, 3]])
  }

  @Test func lineFeedsAndTheEndOfTheLast() throws {
    func found(_ text: String) -> [Int]? {
      Array(text.utf8).withUnsafeBytes { bytes in
        LineCounter.lineFeeds(in: bytes).map { [$0.count, $0.end] }
      }
    }
    #expect(found("") == nil)
    #expect(found("abc") == nil)
    #expect(found("\n") == [1, 1])
    #expect(found("a\n\nbc") == [2, 3])
  }
}
