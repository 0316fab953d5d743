import Testing

@testable import DumpReading

/// Lines of a content, each a record, whatever is read at a time.
@Suite struct LineReaderTests {
  /// Records and refusals of a reader.
  private final class Found: RecordHandler {
    var taken: [String] = []
    var refused: [String] = []
    var stretches: [String] = []
    let mode: LineReader.Mode
    let takesStretches: Bool
    let limits: RecordLimits
    var isRejecting: Bool { true }
    var isInsidePage = false
    var lastModelType: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    init(
      _ mode: LineReader.Mode = .strict, takesStretches: Bool = false, recordByteCountMax: Int = 100
    ) {
      self.mode = mode
      self.takesStretches = takesStretches
      limits = RecordLimits(recordByteCountMax: recordByteCountMax, depthMax: 8)
    }

    func take(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) {
      taken.append("\(place.byte) \(String(decoding: bytes, as: UTF8.self))")
    }

    func takeElement(_ bytes: UnsafeRawBufferPointer, at place: TextPlace) {
      take(bytes, at: place)
    }

    func takeLines(_ bytes: UnsafeRawBufferPointer, at place: inout TextPlace) -> Bool {
      if takesStretches {
        stretches.append("\(place.byte) \(String(decoding: bytes, as: UTF8.self))")
      }
      return takesStretches
    }

    func refuse(_ range: Range<Int>, fault: Int, reason: String) {
      refused.append("\(range.lowerBound)..<\(range.upperBound) \(fault) \(reason.prefix(12))")
    }

    func finish(_ page: Page) {}
  }

  private func read(
    _ text: String, by readByteCount: Int, into found: Found, before stop: Int? = nil
  ) throws -> Int {
    let window = ByteWindow(
      source: PrefixedSource(prefix: Array(text.utf8), rest: nil), readByteCount: readByteCount)
    return try LineReader(window: window, handler: found, mode: found.mode)
      .read(from: 0, before: stop ?? text.utf8.count)
  }

  private static let sizes = [1, 3, 7, 64]

  @Test(arguments: sizes)
  func blanksAndEmptyLinesAreNotOfRecords(size: Int) throws {
    let found = Found()
    _ = try read("{\"a\":1}\r\n\n \t{\"b\":2} \n\u{FEFF}{}", by: size, into: found)
    #expect(found.taken == ["0 {\"a\":1}", "12 {\"b\":2}", "24 {}"])
    #expect(found.refused.isEmpty)
  }

  @Test func linesInMemoryAreTakenAtOnce() throws {
    let found = Found(takesStretches: true)
    _ = try read("{}\n{}\n{}", by: 64, into: found)
    #expect(found.stretches == ["0 {}\n{}\n"])
    #expect(found.taken == ["6 {}"])
  }

  @Test(arguments: sizes)
  func onlyLinesThatBeginBeforeTheStopAreRead(size: Int) throws {
    let text = "{}\n{\"a\":1}\n{}\n"
    for (stop, next, count) in [(1, 3, 1), (3, 3, 1), (4, 11, 2), (11, 11, 2), (12, 14, 3)] {
      let found = Found()
      #expect(try read(text, by: size, into: found, before: stop) == next)
      #expect(found.taken.count == count)
    }
  }

  @Test(arguments: sizes)
  func whatIsNotARecordIsRefused(size: Int) throws {
    let found = Found(recordByteCountMax: 8)
    _ = try read("x\n{\"a\":\"long\"}\n{}\n", by: size, into: found)
    #expect(found.refused == ["0..<1 0 not a record", "2..<10 2 a record may"])
    #expect(found.taken == ["15 {}"])
  }

  @Test(arguments: sizes)
  func valuesMaySpanAndShareLines(size: Int) throws {
    for text in ["{\"a\":\n1}\n{}\n", "{} {}\n"] {
      #expect(throws: ReadFailure.self) { try read(text, by: size, into: Found()) }
    }
    let found = Found(.spanning)
    _ = try read("{\"a\":\n1}\n{} {}\n", by: size, into: found)
    #expect(found.taken == ["0 {\"a\":\n1}", "9 {}", "12 {}"])
  }
}
