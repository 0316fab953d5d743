import DumpReading
import Testing

import class TestSupport.Workdir

/// With `reject` each bad record is left out, and all others are read.
@Suite struct RejectTests {
  private func rejects(_ read: RejectingRead) -> [String] {
    zip(read.contents.rejects, read.texts).map { "\($0.line) \($0.byte) \($1)" }
  }

  @Test func badLinesAreKeptAsTheyStand() throws {
    let bad = record("device/cuc/User", #""Alias":7"#)
    let text = [phone("a"), " garbage\r", phone("b"), "", bad, "{\"cut", phone("c"), "{\"off"]
      .joined(separator: "\n")
    let start = { (line: Int) in
      text.utf8.split(separator: 10, omittingEmptySubsequences: false)[..<line]
        .reduce(0) { $0 + $1.count + 1 }
    }
    for packing in Packing.allCases {
      for chunk in [1, 30, 1 << 20] {
        let read = try RejectingRead(packing.pack(Array(text.utf8)), threads: 3, chunk: chunk)
        let contents = read.contents
        #expect(
          rejects(read) == [
            "2 \(start(1) + 1) garbage", "5 \(start(4) + bad.utf8.count - 3) \(bad)",
            "6 \(start(5) + 1) {\"cut", "8 \(start(7) + 1) {\"off",
          ])
        #expect(
          contents.rejects.map(\.position.byte)
            == [1, 4, 5, 7].map { start($0) + ($0 == 1 ? 1 : 0) })
        #expect(contents.described.count == 3)
        #expect(contents.files.map(\.recordsRead) == [7])
        #expect(contents.files.map(\.recordsCounted) == [3])
        #expect(contents.files.map(\.recordsRejected) == [4])
      }
    }
  }

  @Test func badElementsAreRejectedAlone() throws {
    let elements = [phone("a"), "7", "{\"x\":[tru]}", "\"s\"", "[]", phone("b")]
    let array = "[\(elements.joined(separator: " , "))]"
    let page = #"{"pagination":{"skip":0,"total":6},"resources":\#(array),"meta":{}}"#
    for text in [array, page] {
      for chunk in [1, 1 << 20] {
        let read = try RejectingRead(Array(text.utf8), chunk: chunk)
        let contents = read.contents
        #expect(read.texts == Array(elements[1...4]))
        #expect(contents.described.count == 2)
        // Rejected records count as read.
        #expect(contents.incompleteModels == [])
      }
    }
  }

  @Test func brokenStructureRejectsTheRest() throws {
    let rest = "\(phone("b")) \(phone("c"))]"
    let array = "[\(phone("a")), \(rest)"
    let page =
      #"{"meta":{"model_type":"m"},"pagination":{"skip":0,"total":3},"resources":\#(array)}"#
    for (text, tail) in [(array, ""), (page, "}")] {
      for chunk in [1, 1 << 20] {
        let read = try RejectingRead(Array(text.utf8), chunk: chunk)
        let contents = read.contents
        #expect(contents.described.count == 2)
        #expect(contents.rejects.count == 1)
        #expect(contents.rejects[0].reason.hasPrefix("expected ',' or ']', found '{'; the rest"))
        #expect(read.texts == [" \(phone("c"))]\(tail)"])
        #expect(contents.incompleteModels.map(\.lostPages) == (tail.isEmpty ? [] : [1]))
      }
    }
  }

  @Test func tooLongRecordsAreCutInTheRejectFile() throws {
    let long = record("device/cuc/User", #""Alias":"\#(String(repeating: "x", count: 9000))""#)
    let texts = [
      "\(phone("a"))\n\(long)\n\(phone("b"))", "[\(phone("a")),\(long),\(phone("b"))]",
      #"{"pagination":{"skip":0,"total":3},"resources":[\#(phone("a")),\#(long),\#(phone("b"))]}"#,
    ]
    for text in texts {
      for chunk in [1, 300, 1 << 20] {
        let read = try RejectingRead(
          Array(text.utf8), threads: 2, chunk: chunk, recordMax: 200)
        let contents = read.contents
        #expect(contents.described.count == 2)
        #expect(read.texts == [String(long.prefix(200))])
        #expect(contents.incompleteModels == [])
      }
    }
  }

  /// A fault in the structure of a text that was too long to keep in memory.
  @Test(arguments: [
    #""meta":{"x":"LONG"},"resources":[]"#, #""resources":{"x":"LONG"}"#,
    #""resources":"LONG""#, #""LONG":1,"resources":[]"#,
  ])
  func tooLongPartsOfPagesRejectTheRest(_ members: String) throws {
    let long = String(repeating: "x", count: 9000)
    let first = #"{"pagination":{"skip":0,"total":1},"resources":[\#(phone("a"))]}"#
    let part = members.replacing("LONG", with: long)
    for text in [
      #"{"pagination":{"skip":0,"total":1},\#(part)}"#, #"\#(first){\#(part)}"#,
    ] {
      let start = try #require(text.utf8.firstRange(of: long.utf8)).lowerBound
      let byte = text.utf8.distance(from: text.startIndex, to: start)
      for chunk in [1, 300, 1 << 20] {
        let read = try RejectingRead(Array(text.utf8), chunk: chunk, recordMax: 200)
        let contents = read.contents
        let reject = try #require(contents.rejects.first)
        #expect(contents.rejects.count == 1)
        // It begins with the quote, or with the object that holds it.
        #expect(byte - 6...byte ~= reject.byte)
        #expect(read.texts == [String(text.dropFirst(reject.byte).prefix(200))])
        #expect(try refusal(of: text, chunk: chunk, recordMax: 200).byte == reject.byte)
      }
    }
  }

  @Test func badPagesOnLinesAreRejected() throws {
    let page = #"{"pagination":{"skip":0,"total":0},"resources":{}}"#
    let read = try RejectingRead(
      Array([phone("a"), page, phone("b")].joined(separator: "\n").utf8))
    #expect(read.contents.described.count == 2)
    #expect(read.texts == [page])
  }

  /// The bytes come from a second reading: of a file that is no more the same they would be others.
  @Test func rejectsOfAChangedFileAreNotRead() throws {
    let folder = try Workdir()
    for changed in ["", "\(phone("a"))\nworse\n"] {
      let file = try folder.write("dump", Array("\(phone("a"))\nbad\n".utf8))
      let contents = try read([file], onError: .reject)
      try folder.write("dump", Array(changed.utf8))
      var reader = RejectReader(contents.rejects, in: contents)
      let error = try #require(throws: DumpError.self) { try reader.read() }
      guard case .io(file, let reason) = error else { throw error }
      #expect(reason.contains("while it was read"))
    }
  }
}

/// A content, read with rejects, whose raw texts were read again.
private struct RejectingRead {
  let contents: DumpContents
  let texts: [String]

  init(
    _ bytes: [UInt8], threads: Int = 1, chunk: Int = 1 << 20, recordMax: Int = 16 << 20
  ) throws {
    let folder = try Workdir()
    let file = try folder.write("dump", bytes)
    contents = try read(
      [file], threads: threads, chunk: chunk, onError: .reject, recordMax: recordMax)
    var reader = RejectReader(contents.rejects, in: contents)
    var texts: [String] = []
    while let (record, bytes) = try reader.read() {
      #expect(record == contents.rejects[texts.count])
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    self.texts = texts
  }
}
