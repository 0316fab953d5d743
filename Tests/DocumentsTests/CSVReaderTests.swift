import Documents
import Testing

/// CSV as RFC 4180 describes it.
@Suite struct CSVReaderTests {
  private func records(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(SourceDocument(file: "t.csv", bytes: Array(text.utf8)))
    var records: [[String]] = []
    while let record = try reader.next() { records.append(record.fields) }
    return records
  }

  /// The examples of section 2 of the RFC.
  @Test(arguments: [
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("aaa,bbb,ccc\r\nzzz,yyy,xxx", [["aaa", "bbb", "ccc"], ["zzz", "yyy", "xxx"]]),
    ("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz", [["aaa", "b\r\nbb", "ccc"], ["zzz"]]),
    ("\"aaa\",\"b\"\"bb\",\"ccc\"", [["aaa", "b\"bb", "ccc"]]),
    ("a, b ,\n", [["a", " b ", ""]]),
    ("\u{FEFF}a\n\n\nb\n", [["a"], ["b"]]),
    ("", []),
  ])
  func records(text: String, expected: [[String]]) throws {
    #expect(try records(text) == expected)
  }

  /// The line and the byte of what is refused.
  @Test(arguments: [
    ("a\nb\"c\n", 2, 3), ("\"a\"b\n", 1, 3), ("a\rb\n", 1, 1), ("a\n\"b\n", 2, 2),
  ])
  func refusals(text: String, line: Int, byte: Int) throws {
    let error = try #require(throws: DocumentError.self) { try records(text) }
    #expect(error.line == line)
    #expect(error.byte == byte)
  }

  @Test func bytesThatAreNotUTF8AreRefused() throws {
    let error = try #require(throws: DocumentError.self) {
      _ = try CSVReader(SourceDocument(file: "t.csv", bytes: [0x61, 0x0A, 0xFF]))
    }
    #expect(error.byte == 2)
  }

  @Test func recordsHaveTheirPlace() throws {
    let document = SourceDocument(file: "t.csv", bytes: Array("x\na,b\n\nc".utf8))
    var reader = try CSVReader(document, from: 2)
    #expect(try reader.next()?.offset == 2)
    #expect(try reader.next()?.offset == 7)
    #expect(try reader.next() == nil)
  }
}
